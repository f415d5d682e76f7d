package verify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"hash/crc32"
	"io"
	"time"

	"golang.org/x/sync/errgroup"

	"tutti/api/wire"
	"tutti/project"
)

// attempts is how often a file is fetched before it counts as unreadable.
const attempts = 3

// digest is what a file turned out to be.
type digest struct {
	sha  hash.Hash
	crc  hash.Hash32
	size int64
}

func newDigest() *digest { return &digest{sha: sha256.New(), crc: crc32.NewIEEE()} }

func (d *digest) Write(p []byte) (int, error) {
	d.size += int64(len(p))
	_, _ = d.sha.Write(p) // a hash never fails
	return d.crc.Write(p)
}

func (d *digest) hex() string { return hex.EncodeToString(d.sha.Sum(nil)) }

var _ io.Writer = (*digest)(nil)

// wanted is a file as it was written down.
type wanted struct {
	area string
	at   int // place of the sub-gig, -1 for none
	f    Fault
	sha  string
	size int64
	link func(context.Context) (wire.Link, error) // a fresh address each time
}

// fetch reads a file again and compares it with what was written down. It gives nil when the file cannot be read. Its
// error says that nothing can be said: ctx ended, or the API is gone.
func (v *verifier) fetch(ctx context.Context, w wanted) (*digest, error) {
	var got *digest
	var failed error
	for try := range attempts {
		if err := pause(ctx, try); err != nil {
			return nil, err
		}
		link, err := w.link(ctx)
		if err != nil {
			if !project.CodeOf(err).Final() {
				return nil, err
			}
			v.wrong(w, "it is written down but cannot be had: %s", err)
			return nil, nil
		}
		got = newDigest()
		// The client compares with the link; here the bytes are compared with the record, whatever the link says.
		if failed = v.client.Download(ctx, link, got, nil); failed == nil || project.CodeOf(failed) == project.Conflict {
			v.compare(w, link, got)
			return got, nil
		}
	}
	v.wrong(w, "its bytes cannot be read: %s", failed)
	return nil, ctx.Err()
}

func pause(ctx context.Context, try int) error {
	if try == 0 {
		return ctx.Err()
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Duration(try) * 300 * time.Millisecond):
		return nil
	}
}

func (v *verifier) compare(w wanted, link wire.Link, got *digest) {
	if link.SHA256 != w.sha || link.Size != w.size {
		v.wrong(w, "the server hands it out as %d bytes with sha256 %s, written down are %d with %s", link.Size, link.SHA256, w.size, w.sha)
	}
	if sum := got.hex(); sum != w.sha && w.sha != "" || got.size != w.size {
		v.wrong(w, "its bytes are not what was delivered: %d bytes with sha256 %s, written down are %d with %s", got.size, sum, w.size, w.sha)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.files++
	v.bytes += got.size
	v.checks[w.area].Things++
	v.checks[w.area].Bytes += got.size
	if v.options.Progress != nil {
		v.options.Progress(v.files, v.bytes)
	}
}

func (v *verifier) wrong(w wanted, format string, args ...any) {
	f := w.f
	f.Check = w.area
	f.Message = sentence(format, args...)
	v.fault(w.at, f)
}

// references reads what the buyer gave.
func (v *verifier) references(ctx context.Context) error {
	list, err := v.client.References(ctx, v.id)
	if err != nil {
		return err
	}
	for _, r := range list.Items {
		if r.File == nil {
			if r.Want != "" && v.about.State != project.ProjectDraft {
				v.fault(-1, Fault{Check: References, File: r.Want, Message: "the reference " + r.Key + " was never sent up"})
			}
			continue
		}
		link := func(context.Context) (wire.Link, error) { return *r.File, nil }
		if _, err := v.fetch(ctx, wanted{area: References, at: -1, f: Fault{File: r.File.Name}, sha: r.File.SHA256, size: r.File.Size, link: link}); err != nil {
			return err
		}
	}
	return nil
}

// deliveries reads every file of every version.
func (v *verifier) deliveries(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(v.options.Parallel)
	for at := range v.works {
		for n, d := range v.works[at].deliveries {
			if d.Version != n+1 {
				v.fault(at, Fault{Check: Deliveries, Version: d.Version, Message: sentence("is the %d. delivery; versions are numbered without gaps", n+1)})
			}
			group.Go(func() error { return v.delivery(ctx, at, d) })
		}
	}
	return group.Wait()
}

func (v *verifier) delivery(ctx context.Context, at int, d wire.Delivery) error {
	v.inspection(at, d)
	for _, file := range d.Files {
		vaulted, err := v.vaulted(ctx, d, file)
		if err != nil {
			return err
		}
		if vaulted {
			continue
		}
		link := func(ctx context.Context) (wire.Link, error) { return v.client.DeliveryFile(ctx, d.ID, file.Name) }
		w := wanted{area: Deliveries, at: at, f: Fault{Version: d.Version, File: file.Name}, sha: file.SHA256, size: file.Size, link: link}
		got, err := v.fetch(ctx, w)
		if err != nil {
			return err
		}
		if got != nil && got.hex() == file.SHA256 {
			v.checksum(w, d, file, got)
		}
	}
	return nil
}

// vaulted reports whether a file cannot be read because its seller is not paid yet. Of approved work that is no excuse: what is
// wrong with it is found when it is read.
func (v *verifier) vaulted(ctx context.Context, d wire.Delivery, file project.DeliveryFile) (bool, error) {
	if d.State == project.DeliveryApproved || d.State == project.DeliveryReplaced {
		return false, nil
	}
	link, err := v.client.DeliveryFile(ctx, d.ID, file.Name)
	switch code := project.CodeOf(err); {
	case err == nil && !link.Preview || err != nil && code.Final() && code != project.Conflict:
		return false, nil
	case err != nil && code != project.Conflict:
		return false, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.sealed++
	v.checks[Deliveries].Note = sentence("%d more are in the vault until their sellers are paid", v.sealed)
	return true, nil
}

// checksum compares the CRC that the inspection noted, which bundles are built with.
func (v *verifier) checksum(w wanted, d wire.Delivery, file project.DeliveryFile, got *digest) {
	if d.Inspection == nil {
		return
	}
	for _, facts := range d.Inspection.Files {
		if facts.Name == file.Name && facts.CRC32 != got.crc.Sum32() {
			w.area = Inspections
			v.wrong(w, "the inspection noted the checksum %08x, its bytes have %08x", facts.CRC32, got.crc.Sum32())
		}
	}
}
