package planfile_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"tutti/api/planfile"
)

func TestZZHang(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	base := []byte(good)
	hangs := 0
	for i := range 20000 {
		d := append([]byte{}, base...)
		for range 1 + r.IntN(4) {
			switch r.IntN(4) {
			case 0:
				d[r.IntN(len(d))] = byte(r.IntN(256))
			case 1:
				k := r.IntN(len(d)); d = append(d[:k], d[min(len(d), k+1+r.IntN(8)):]...)
			case 2:
				k := r.IntN(len(d)); c := "\t\n\r :-[]{}\"'|>&*!%#?,\x00"[r.IntN(22)]
				d = append(d[:k], append([]byte{c}, d[k:]...)...)
			case 3:
				k := r.IntN(len(d)); d = d[:k+1]
			}
		}
		done := make(chan bool)
		go func() { defer func() { if p := recover(); p != nil { fmt.Printf("PANIC %v %q\n", p, d) }; close(done) }(); planfile.Parse(d) }()
		select {
		case <-done:
		case <-time.After(2 * time.Second):
			fmt.Printf("HANG %d %q\n", i, d)
			if hangs++; hangs > 2 { t.FailNow() }
		}
	}
}
