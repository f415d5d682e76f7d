package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) tokenCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "token", Short: "API tokens, for programs"},
		c.tokenMaker("create", "[HANDLE]", "make an API token for yourself, or for somebody as an operator; it is shown this once"), c.tokenList(), c.tokenRevoke())
}

func (c *cli) tokenMaker(use, needs, short string) *cobra.Command {
	var name, expires string
	var scopes []string
	cmd := leaf(use, needs, short, func(ctx context.Context, args []string) error {
		request := wire.TokenRequest{Name: name}
		for _, s := range scopes {
			request.Scopes = append(request.Scopes, project.Scope(s))
		}
		if expires != "" {
			d, err := readTime("expires", expires)
			if err != nil {
				return err
			}
			at := time.Now().Add(d)
			request.ExpiresAt = &at
		}
		return c.makeToken(ctx, args, request)
	})
	cmd.Flags().StringVar(&name, "name", "command line", "what the token is for")
	cmd.Flags().StringVar(&expires, "expires", "", "how long it holds, as 30d; for ever when left out")
	cmd.Flags().StringSliceVar(&scopes, "scope", nil, "what it may be used for: read, deliver, review, manage, money; everything when left out")
	return cmd
}

func (c *cli) makeToken(ctx context.Context, args []string, request wire.TokenRequest) error {
	server, err := c.connect(ctx)
	if err != nil {
		return err
	}
	who, err := tokenOwner(ctx, server, args)
	if err != nil {
		return err
	}
	token, err := server.CreateToken(ctx, who, request)
	if err != nil {
		return err
	}
	if c.format != "table" {
		return c.answer(token)
	}
	c.note("act with it by: export TUTTI_TOKEN=...")
	_, err = fmt.Fprintln(c.out, token.Token) // alone, so that a script can take it
	return err
}

// tokenOwner is whoever is named, else oneself.
func tokenOwner(ctx context.Context, server *client.Client, args []string) (project.PersonID, error) {
	if len(args) == 1 {
		return findPerson(ctx, server, args[0])
	}
	return whom(ctx, server, nil)
}

func (c *cli) tokenList() *cobra.Command {
	return listing[wire.Token]{
		needs: "[HANDLE]",
		short: "list your tokens that hold, or somebody's as an operator",
		head:  []string{"id", "name", "scopes", "made", "used", "expires"},
		line: func(t wire.Token) []string {
			scopes := make([]string, 0, len(t.Scopes))
			for _, s := range t.Scopes {
				scopes = append(scopes, string(s))
			}
			if len(scopes) == 0 {
				scopes = []string{"everything"}
			}
			return []string{string(t.ID), t.Name, strings.Join(scopes, " "), when(t.CreatedAt), whenOf(t.SeenAt), whenOf(t.ExpiresAt)}
		},
		whole: func(list []wire.Token) any { return wire.TokenList{Items: list} },
		find: func(ctx context.Context, server *client.Client, args []string) (part[wire.Token], error) {
			who, err := tokenOwner(ctx, server, args)
			return func(client.Page) ([]wire.Token, string, error) {
				all, err := server.Tokens(ctx, who)
				return all.Items, "", err
			}, err
		},
	}.command(c)
}

func (c *cli) tokenRevoke() *cobra.Command {
	return leaf("revoke", "TOKEN", "end a token at once, by its id", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		return server.RevokeToken(ctx, project.TokenID(args[0]))
	})
}
