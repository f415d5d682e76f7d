// Command service measures the running program from outside: how soon it answers, what it holds in memory, and what a
// large delivery costs against a bare upload and one hash. The bare side uses the same S3 server in this process.
package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"tutti/api/wire"
	"tutti/bench/running"
	"tutti/client"
	"tutti/project"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "tutti-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Println("| figure | goal | measured |")
	fmt.Println("|---|---|---|")
	p, err := running.Start(ctx, filepath.Join(dir, "data"))
	if err != nil {
		return err
	}
	defer p.Stop()
	row("from start of `tutti dev` to the first answer of the API", "<= 3 s", "%.2f s", p.Took.Seconds())
	time.Sleep(5 * time.Second)
	row("resident memory idle", "<= 300 MiB", "%.0f MiB", p.Memory("VmRSS"))
	return delivery(ctx, p, dir)
}

func row(figure, goal, format string, args ...any) {
	fmt.Printf("| %s | %s | %s |\n", figure, goal, fmt.Sprintf(format, args...))
}

// large is the size of the delivery: 1 GiB.
const large = 1 << 30

func delivery(ctx context.Context, p *running.Program, dir string) error {
	path := filepath.Join(dir, "large.bin")
	if err := randomFile(path, large); err != nil {
		return err
	}
	id, sub, seller, err := working(ctx, p)
	if err != nil {
		return err
	}
	before, cpu, began := p.Memory("RssAnon"), p.CPU()+ownCPU(), time.Now()
	if _, err := seller.UploadFile(ctx, wire.UploadRequest{ProjectID: id, SubGigID: sub, Name: "large.bin", Size: large, Fingerprint: "bench"}, path, nil); err != nil {
		return err
	}
	ours, oursWall := p.CPU()+ownCPU()-cpu, time.Since(began)
	grown := p.Memory("RssAnon") - before
	bare, bareWall, err := bareUpload(ctx, dir, path)
	if err != nil {
		return err
	}
	row("1 GiB delivery through the upload protocol against a bare multipart PUT + one sha256", "<= 1.25 x",
		"%.2f x CPU (%.1f s against %.1f s), %.2f x time (%.1f s against %.1f s)",
		float64(ours)/float64(bare), ours.Seconds(), bare.Seconds(), float64(oursWall)/float64(bareWall), oursWall.Seconds(), bareWall.Seconds())
	row("memory of API + embedded S3 grows meanwhile", "<= 32 MiB", "%.0f MiB", grown)
	return nil
}

// working launches a project of one sub-gig and lets a seller accept it.
func working(ctx context.Context, p *running.Program) (id project.ProjectID, sub project.SubGigID, seller *client.Client, err error) {
	plan := "title: Bench\ncurrency: EUR\npeople: [{handle: ama, name: Ama Mensah, country: GH}]\ndelivery: {kind: file}\nrecipe: {kind: bundle}\n" +
		"sub_gigs: [{key: one, title: One, role: tester, price: \"10.00\", cast: [ama]}]\n"
	if id, err = p.Launch(ctx, plan); err != nil {
		return
	}
	if seller, err = p.Seller(ctx, "ama"); err != nil {
		return
	}
	err = running.Await("an offer", func() (bool, error) {
		offers, err := seller.Offers(ctx, client.OfferQuery{State: project.OfferOpen})
		if err != nil || len(offers.Items) == 0 {
			return false, err
		}
		sub = offers.Items[0].SubGigID
		_, err = seller.Accept(ctx, offers.Items[0].ID)
		return true, err
	})
	return
}

// ownCPU is what this process has used so far.
func ownCPU() time.Duration {
	var used syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &used) // cannot fail for oneself
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func randomFile(path string, size int64) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.CopyN(f, rand.Reader, size)
	return err
}
