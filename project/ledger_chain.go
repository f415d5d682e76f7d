package project

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"
)

// chainFormat begins what is hashed, so that another format can never be mistaken for this one.
const chainFormat = "tutti ledger 1"

// HashAfter seals the transaction behind another one: the sha256, in hex, of the previous transaction's hash (empty for
// the first) and of everything the transaction says except its own hash. The text that is hashed is a row of
// netstrings (length in bytes, colon, bytes, comma), so that no two transactions have the same:
//
//	format, previous hash, project, seq, key, kind, sub-gig, seller, minor, share, currency, at, clears, and for each
//	entry account and minor
//
// Numbers are decimal, times are microseconds since 1970 UTC, 0 when not set.
func (t Transaction) HashAfter(previous string) string {
	var room [1024]byte
	text := room[:0]
	for _, field := range [...]string{chainFormat, previous, string(t.Project)} {
		text = appendNet(text, field)
	}
	text = appendNetNumber(text, t.Seq)
	for _, field := range [...]string{t.Key, string(t.Kind), string(t.SubGig), string(t.Seller)} {
		text = appendNet(text, field)
	}
	text = appendNetNumber(text, t.Minor)
	text = appendNetNumber(text, t.Share)
	text = appendNet(text, t.Currency)
	text = appendNetNumber(text, microseconds(t.At))
	text = appendNetNumber(text, microseconds(t.Clears))
	for _, e := range t.Entries {
		text = appendNet(text, string(e.Account))
		text = appendNetNumber(text, e.Minor)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func appendNet(text []byte, field string) []byte {
	text = strconv.AppendInt(text, int64(len(field)), 10)
	text = append(text, ':')
	text = append(text, field...)
	return append(text, ',')
}

func appendNetNumber(text []byte, n int64) []byte {
	var room [20]byte
	return appendNet(text, string(strconv.AppendInt(room[:0], n, 10)))
}

func microseconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// ChainOf computes the hash of the last of these transactions, which are the first of their ledger in order. Those that
// were booked before there was a chain have no hash of their own; the first posting after them is sealed behind what is
// computed here, and from then on they cannot be changed unseen either.
func ChainOf(transactions []Transaction) string {
	hash := ""
	for _, t := range transactions {
		hash = t.HashAfter(hash)
	}
	return hash
}
