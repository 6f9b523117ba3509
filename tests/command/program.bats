load support

@test "lists the built-in years and shows their rules" {
  dumisake init
  run dumisake program
  assert_line --partial 2022
  assert_line --partial 2024
  run dumisake program show --year 2022
  assert_output --partial 'budget: 19330000000'
}

@test "adds a version, and the same one only once" {
  dumisake init
  dumisake program show --year 2024 | sed 's/usaha, 42)/usaha, 24)/' > new.yaml
  run dumisake program check new.yaml
  assert_success
  run dumisake program add new.yaml
  assert_success
  run dumisake program add new.yaml
  assert_equal "$status" 4
  run dumisake program show --year 2024
  assert_output --partial 'add_months(tanggal_mulai_usaha, 24)'
}

@test "refuses a file that is not a programme year" {
  dumisake init
  dumisake program show --year 2024 > good.yaml
  sed 's/jenis_kelamin = perempuan/jenis_klamin = perempuan/' good.yaml > condition.yaml
  sed 's/usaha, 42)/usaha, 42x)/' good.yaml > number.yaml
  sed 's/^rules:/aturan:/' good.yaml > key.yaml
  { cat good.yaml; echo 'extra: &a [*a]'; } > alias.yaml
  : > empty.yaml
  head -c 2000000 /dev/zero | tr '\0' 'a' > large.yaml
  for file in condition number key alias empty large missing; do
    run dumisake program check $file.yaml
    assert_equal "$file: $status" "$file: 1"
    [ $file = missing ] || assert_output --regexp "$file\\.yaml:[0-9]+:[0-9]+: "
    assert_output --partial $file.yaml
  done
}

@test "records a budget document that changes no amount" {
  dumisake init
  run dumisake program budget --year 2024 --dpa 2.17.07/2024 --amount 10000000000
  assert_success
  dumisake export journal.txt
  run cat journal.txt
  assert_line 'dpa 2.17.07/2024'
}
