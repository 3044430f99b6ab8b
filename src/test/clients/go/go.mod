module drive

go 1.23

require example.com/phoneauth v0.0.0

replace example.com/phoneauth => ../../../../target/clients/go
