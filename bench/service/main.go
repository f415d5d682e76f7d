// Command service measures the running program from outside: how soon it answers, what it holds in memory, and what a
// large delivery costs against a bare upload and one hash. The bare side uses the same S3 server in this process.
package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"tutti/api/wire"
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
	program, err := filepath.Abs("bin/tutti")
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "tutti-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Println("| figure | goal | measured |")
	fmt.Println("|---|---|---|")
	s, err := start(ctx, program, filepath.Join(dir, "data"))
	if err != nil {
		return err
	}
	defer s.stop()
	row("from start of `tutti dev` to the first answer of the API", "<= 3 s", "%.2f s", s.took.Seconds())
	time.Sleep(5 * time.Second)
	row("resident memory idle", "<= 300 MiB", "%.0f MiB", s.memory("VmRSS"))
	return s.delivery(ctx, dir)
}

func row(figure, goal, format string, args ...any) {
	fmt.Printf("| %s | %s | %s |\n", figure, goal, fmt.Sprintf(format, args...))
}

// service is a `tutti dev` on an empty data directory.
type service struct {
	cmd      *exec.Cmd
	took     time.Duration
	server   string
	operator *client.Client
}

func start(ctx context.Context, program, data string) (*service, error) {
	cmd := exec.Command(program, "dev", "--data", data, "--listen", "127.0.0.1:0", "--log-level", "error")
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &service{cmd: cmd}
	for time.Since(began) < time.Minute {
		if s.answers(ctx, data) {
			s.took = time.Since(began)
			return s, nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.stop()
	return nil, fmt.Errorf("tutti dev did not answer within a minute")
}

func (s *service) answers(ctx context.Context, data string) bool {
	text, err := os.ReadFile(filepath.Join(data, "operator.json"))
	if err != nil {
		return false
	}
	var found struct{ Server, Token string }
	if json.Unmarshal(text, &found) != nil {
		return false
	}
	s.server = found.Server
	if s.operator, err = client.New(found.Server, found.Token, client.Options{Attempts: 1}); err != nil {
		return false
	}
	_, err = s.operator.Me(ctx)
	return err == nil
}

func (s *service) stop() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	_ = s.cmd.Wait() // it was told to end
}

// large is the size of the delivery: 1 GiB.
const large = 1 << 30

func (s *service) delivery(ctx context.Context, dir string) error {
	path := filepath.Join(dir, "large.bin")
	if err := randomFile(path, large); err != nil {
		return err
	}
	id, sub, seller, err := s.working(ctx)
	if err != nil {
		return err
	}
	before, cpu, began := s.memory("RssAnon"), s.cpu()+ownCPU(), time.Now()
	if _, err := seller.UploadFile(ctx, wire.UploadRequest{ProjectID: id, SubGigID: sub, Name: "large.bin", Size: large, Fingerprint: "bench"}, path, nil); err != nil {
		return err
	}
	ours, oursWall := s.cpu()+ownCPU()-cpu, time.Since(began)
	grown := s.memory("RssAnon") - before
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
func (s *service) working(ctx context.Context) (project.ProjectID, project.SubGigID, *client.Client, error) {
	plan := "title: Bench\ncurrency: EUR\npeople: [{handle: ama, name: Ama Mensah, country: GH}]\ndelivery: {kind: file}\nrecipe: {kind: bundle}\n" +
		"sub_gigs: [{key: one, title: One, role: tester, price: \"10.00\", cast: [ama]}]\n"
	created, err := s.operator.CreateProject(ctx, []byte(plan))
	if err != nil {
		return "", "", nil, err
	}
	if _, err := s.operator.Launch(ctx, created.ID); err != nil {
		return "", "", nil, err
	}
	seller, err := s.seller(ctx)
	if err != nil {
		return "", "", nil, err
	}
	for {
		offers, err := seller.Offers(ctx, client.OfferQuery{State: project.OfferOpen})
		if err != nil {
			return "", "", nil, err
		}
		if len(offers.Items) > 0 {
			_, err := seller.Accept(ctx, offers.Items[0].ID)
			return created.ID, offers.Items[0].SubGigID, seller, err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (s *service) seller(ctx context.Context) (*client.Client, error) {
	people, err := s.operator.People(ctx, client.Page{Limit: 10})
	if err != nil {
		return nil, err
	}
	for _, p := range people.Items {
		if p.Handle == "ama" {
			token, err := s.operator.CreateToken(ctx, p.ID, wire.TokenRequest{Name: "bench"})
			if err != nil {
				return nil, err
			}
			return client.New(s.server, token.Token, client.Options{})
		}
	}
	return nil, fmt.Errorf("the seller is not there")
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
