package project

import (
	"path"
	"strings"
	"time"
)

// VaultMode says whether originals wait in the vault until their seller's money is released.
type VaultMode string

// The modes. In the zero mode nobody has the work unpaid: reviewers get what its inspection made for them, and what has no such form
// cannot be seen before.
const (
	VaultClosed VaultMode = ""
	VaultOpen   VaultMode = "open" // nothing waits
)

func (m VaultMode) check(f *faults) {
	if m != VaultClosed && m != VaultOpen {
		f.addf("vault", "is %q; write open, or leave it out", m)
	}
}

// Released reports whether the ledger has paid for the delivery: after it was submitted, the hold of its sub-gig was
// released to its seller whole, or was ended otherwise by a ruling that approved this very delivery. A kill fee pays for the
// seller's trouble and not for the work. transactions are those of the sub-gig.
func (d Delivery) Released(transactions []Transaction) bool {
	approved := d.State == DeliveryApproved || d.State == DeliveryReplaced
	for _, t := range transactions {
		if t.At.Before(d.SubmittedAt.Truncate(time.Microsecond)) || d.SubmittedAt.IsZero() {
			continue
		}
		switch t.Kind {
		case PostRelease:
			if t.Seller == d.Seller {
				return true
			}
		case PostSettle:
			if approved && t.Seller == d.Seller {
				return true
			}
		case PostReturn: // ruled to be worth nothing, and taken
			if approved && t.SubGig == d.SubGig {
				return true
			}
		}
	}
	return false
}

// Shown is what a reader may have of one file of a delivery.
type Shown struct {
	DeliveryFile          // the original as it was delivered
	Vaulted      bool     // the original is not to be had
	Previews     []string // object keys of its reduced forms; the first stands for the whole
}

// Show gives what somebody may have of a delivery's files, in their order. Sellers always have their own.
func (m VaultMode) Show(d Delivery, transactions []Transaction, reader PersonID) []Shown {
	facts := map[string]FileFacts{}
	if d.Inspection != nil {
		for _, f := range d.Inspection.Files {
			facts[f.Name] = f
		}
	}
	open := reader != "" && reader == d.Seller || d.Released(transactions)
	out := make([]Shown, 0, len(d.Files))
	for _, f := range d.Files {
		known := facts[f.Name]
		out = append(out, Shown{DeliveryFile: f, Vaulted: !open && m != VaultOpen, Previews: known.Previews})
	}
	return out
}

// PreviewName is what the n-th preview of a file is called, from 0.
func (s Shown) PreviewName(n int) string {
	stem := strings.TrimSuffix(s.Name, path.Ext(s.Name))
	return stem + "." + path.Base(s.Previews[n])
}

// Sealed is the refusal to give an original that waits in the vault and has no preview.
func (s Shown) Sealed() error {
	return Errorf(Conflict, "%q is in the vault until its seller's money is released, and there is no preview of it; "+
		"write vault: open into the plan to show originals before", s.Name)
}
