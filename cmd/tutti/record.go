package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tutti/project"
	"tutti/record"
)

func (c *cli) recordCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "record", Short: "what you have made as a seller, signed: to take along, and to verify without a server"},
		c.recordTake(), c.recordVerify(), c.recordKeys())
}

func (c *cli) recordTake() *cobra.Command {
	var of, out string
	var prices bool
	cmd := leaf("take", "", "write your signed work record into a file", func(ctx context.Context, _ []string) error {
		to, err := targetOf(out, "work-record.json")
		if err != nil {
			return err
		}
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		id, err := personOf(ctx, server.Client, of)
		if err != nil {
			return err
		}
		signed, err := server.WorkRecord(ctx, id, prices)
		if err != nil {
			return err
		}
		text, err := json.MarshalIndent(signed, "", "  ")
		if err != nil {
			return err
		}
		return c.keep(append(text, '\n'), to)
	})
	cmd.Flags().StringVar(&of, "of", "", "handle or id of somebody else, for operators")
	cmd.Flags().BoolVar(&prices, "prices", false, "say what was earned as well")
	cmd.Flags().StringVar(&out, "out", "", "file to write; - for the screen; work-record.json when left out")
	return cmd
}

func (c *cli) recordKeys() *cobra.Command {
	var out string
	cmd := leaf("keys", "", "write the public keys that records are verified with into a file", func(ctx context.Context, _ []string) error {
		to, err := targetOf(out, "keys.json")
		if err != nil {
			return err
		}
		text, err := c.serverKeys(ctx)
		if err != nil {
			return err
		}
		return c.keep(append(text, '\n'), to)
	})
	cmd.Flags().StringVar(&out, "out", "", "file to write; - for the screen; keys.json when left out")
	return cmd
}

func (c *cli) recordVerify() *cobra.Command {
	var keys string
	cmd := leaf("verify", "FILE", "say whether a work record is as it was signed, and what it says", func(ctx context.Context, args []string) error {
		text, err := c.readFile(args[0], "work record", record.MaxBytes)
		if err != nil {
			return err
		}
		public, err := c.publicKeys(ctx, keys)
		if err != nil {
			return err
		}
		r, err := record.Verify(text, public)
		if err != nil {
			return err
		}
		return c.answer(r, workRecordTables(r)...)
	})
	cmd.Long = "verify needs the public keys of the instance that signed: a file that `record keys` wrote, or an address such as\n" +
		"https://tutti.example.org/api/v1/keys. Without --keys it asks the server. With a file it needs no network. Take the keys from\n" +
		"whom you trust: the record says itself where it is from, and anybody can write that."
	cmd.ValidArgsFunction = nil
	cmd.Flags().StringVar(&keys, "keys", "", "file or address of the public keys")
	return cmd
}

// publicKeys reads them from a file, from an address, or from the server when neither is given.
func (c *cli) publicKeys(ctx context.Context, from string) ([]byte, error) {
	switch {
	case from == "":
		return c.serverKeys(ctx)
	case strings.HasPrefix(from, "https://"), strings.HasPrefix(from, "http://"):
		return fetchKeys(ctx, from)
	}
	text, err := os.ReadFile(from)
	if err != nil {
		return nil, project.Because(err, project.Invalid, "the keys cannot be read: %v", err)
	}
	return text, nil
}

func (c *cli) serverKeys(ctx context.Context) ([]byte, error) {
	server, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	defer server.close()
	keys, err := server.Keys(ctx)
	if err != nil {
		return nil, err
	}
	return json.MarshalIndent(keys, "", "  ")
}

func fetchKeys(ctx context.Context, address string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, project.Because(err, project.Invalid, "%q is no address of keys", address)
	}
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		return nil, project.Because(err, project.Unavailable, "the keys cannot be fetched: %v", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, project.Errorf(project.Unavailable, "the keys cannot be fetched: %s answers %s", address, answer.Status)
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, record.MaxKeysBytes+1))
	if err != nil {
		return nil, project.Because(err, project.Unavailable, "the keys cannot be fetched: %v", err)
	}
	return text, nil
}

func workRecordTables(r project.WorkRecord) []table {
	t := table{head: []string{"approved", "project", "part", "role", "versions", "revisions", "on time", "earned"}}
	for _, w := range r.Work {
		onTime, earned := "", ""
		if w.OnTime {
			onTime = "yes"
		}
		if w.PriceMinor != nil {
			earned = money(*w.PriceMinor, w.Currency)
		}
		t.add(w.ApprovedAt.Format(time.DateOnly), w.ProjectTitle, w.Title, w.Role, fmt.Sprint(w.Versions), fmt.Sprint(w.Revisions), onTime, earned)
	}
	return []table{facts("signed", "yes, and nothing was changed since", "by", r.Instance, "on", r.IssuedAt.Format(time.RFC3339), "name", r.Person.Name, "said", r.Person.Pronunciation,
		"handle", r.Person.Handle, "level", string(r.Trust.Level), "score", fmt.Sprint(r.Trust.Score), "approved", fmt.Sprint(r.Totals.Approved), "on time", fmt.Sprint(r.Totals.OnTime)), t}
}

func (c *cli) subGigCertificate() *cobra.Command {
	var out string
	cmd := leaf("certificate", "SUB_GIG", "write a certificate of your own approved work, as PDF", func(ctx context.Context, args []string) error {
		to, err := targetOf(out, "certificate.pdf")
		if err != nil {
			return err
		}
		server, id, err := c.atSubGig(ctx, args[0])
		if err != nil {
			return err
		}
		file, err := server.Certificate(ctx, id)
		if err != nil {
			return err
		}
		return c.keep(file, to)
	})
	cmd.Flags().StringVarP(&out, "output", "o", "", "file to write; - for the screen; certificate.pdf when left out") // in place of the form of answers
	return c.ofSubGig(cmd, "")
}
