package e2e

import (
	"context"
	"net/url"
	"os"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/project"
	"tutti/storage/storagetest"
)

// away is how long a server stays away: TUTTI_OUTAGE, or long enough for every retry to have happened.
func away(t *testing.T) time.Duration {
	t.Helper()
	text := os.Getenv("TUTTI_OUTAGE")
	if text == "" {
		return 8 * time.Second
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// through puts a proxy before the server of an address and gives the address of the proxy.
func through(t *testing.T, address string) (*storagetest.Fault, string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	fault := storagetest.NewFault(t, u.Host)
	u.Host = fault.Addr()
	return fault, u.String()
}

// TestAServerGoesAwayInTheMiddle takes each server away while a project runs: people are told at once what they can do,
// and everything continues when it is back.
func TestAServerGoesAwayInTheMiddle(t *testing.T) {
	at := outside(t)
	for _, c := range []struct {
		flag, address string
		accept        project.Code // what accepting an offer is told meanwhile
		upload        project.Code // what beginning an upload is told meanwhile
	}{
		{"--database", at.database, project.Unavailable, project.Unavailable},
		{"--redis", at.redis.URL(), "", ""},
		{"--s3", at.s3, "", project.Unavailable},
	} {
		for name, fail := range map[string]func(*storagetest.Fault){"refuses": (*storagetest.Fault).Refuse, "is silent": (*storagetest.Fault).Swallow} {
			t.Run(c.flag[2:]+" "+name, func(t *testing.T) {
				fault, address := through(t, c.address)
				e := newEnsemble(t, start(t, t.TempDir(), "dev", "--listen", "127.0.0.1:0", c.flag, address))
				e.launch(twoFiles)
				offer := e.await("first", project.Offered).Offer.ID
				seller, sub := e.seller("ama"), e.sub("first")
				token, err := e.operator.CreateToken(e.ctx(), e.sub("first").Offer.SellerID, wire.TokenRequest{Name: "second"})
				e.must(err, "second token")
				impatient := e.impatient(token.Token)

				fail(fault)
				began := time.Now()
				expect(t, "accept", c.accept, func(ctx context.Context) error {
					_, err := impatient.Accept(ctx, offer)
					return err
				})
				expect(t, "upload", c.upload, func(ctx context.Context) error {
					_, err := impatient.CreateUpload(ctx, wire.UploadRequest{ProjectID: e.id, SubGigID: sub.ID, Name: "a.txt", Size: 4, Fingerprint: "away"})
					return err
				})
				time.Sleep(time.Until(began.Add(away(t))))
				fault.Heal()

				_, err = seller.Accept(e.ctx(), offer)
				e.must(err, "accept after the outage")
				e.deliver("first", "ama", "take.txt", []byte("one"))
				e.approve("first")
				e.whole("second", "ama", []byte("two"))
				e.finish()
				e.checkLog()
				e.checkLedger(project.Totals{Funded: 3_000, Released: 3_000})
			})
		}
	}
}

// expect runs a request that must be answered, with the code or, when it is empty, with success.
func expect(t *testing.T, what string, code project.Code, request func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 8*time.Second)
	defer cancel()
	began := time.Now()
	err := request(ctx)
	t.Logf("%s was answered after %s: %v", what, time.Since(began).Round(time.Millisecond), err)
	if project.CodeOf(err) != code {
		t.Errorf("%s: want code %q, got %v", what, code, err)
	}
	if ctx.Err() != nil {
		t.Errorf("%s was not answered at all", what)
	}
}
