package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/app"
	"tutti/client"
	"tutti/project"
)

func (c *cli) loginCommand() *cobra.Command {
	var code string
	cmd := leaf("login", "EMAIL|LINK", "sign in by the link or the code of a letter", func(ctx context.Context, args []string) error {
		return c.login(ctx, args[0], code)
	})
	cmd.Long = "login has a letter sent to your e-mail address and asks for the code, or the link, that stands in it. With a LINK it uses\n" +
		"that at once, with --code the code; then a handle will do too. You stay signed in on this machine until `tutti logout`."
	cmd.Flags().StringVar(&code, "code", "", "the six digits of a letter that has come already")
	return cmd
}

func (c *cli) login(ctx context.Context, who, code string) error {
	if base, id, secret, ok := project.ParseLinkAddress(who); ok {
		return c.useLink(ctx, base, id, secret)
	}
	server, at, err := c.stranger("")
	if err != nil {
		return err
	}
	if code == "" {
		asked, err := server.AskSignIn(ctx, who)
		if err != nil {
			return err
		}
		c.note("%s", asked.Words)
		if code, err = c.prompt("code or link: "); err != nil {
			return err
		}
		if base, id, secret, ok := project.ParseLinkAddress(code); ok {
			return c.useLink(ctx, base, id, secret)
		}
	}
	in, err := server.UseCode(ctx, who, code)
	if err != nil {
		return err
	}
	return c.keepLogin(at, in)
}

// useLink signs in at the server that the link names, or the one that is meant when only its end was given.
func (c *cli) useLink(ctx context.Context, base string, id project.LinkID, secret string) error {
	server, at, err := c.stranger(base)
	if err != nil {
		return err
	}
	in, err := server.UseLink(ctx, id, secret)
	if err != nil {
		return err
	}
	return c.keepLogin(at, in)
}

// stranger is a client without a token, for the server at the address, or the one that is meant without one.
func (c *cli) stranger(address string) (server *client.Client, at string, err error) {
	p := place{server: address}
	if address == "" {
		if p, err = c.find(); err != nil {
			return nil, "", err
		}
	}
	p.token = ""
	server, err = p.client()
	return server, p.server, err
}

// prompt asks for a line. It gives up at the end of the input.
func (c *cli) prompt(words string) (string, error) {
	_, _ = fmt.Fprint(c.errs, words)
	line, err := bufio.NewReader(c.in).ReadString('\n')
	if line = strings.TrimSpace(line); line == "" {
		return "", project.Because(err, project.Invalid, "nothing was typed; call the command again with --code when the letter is there")
	}
	return line, nil
}

// loginPath is where a sign-in is kept: in the file that TUTTI_LOGIN names, else in the user's own configuration. Empty when
// there is no such place.
func (c *cli) loginPath() string {
	if path := c.env("TUTTI_LOGIN"); path != "" {
		return path
	}
	base := c.env("XDG_CONFIG_HOME")
	if home := c.env("HOME"); base == "" && home != "" {
		base = filepath.Join(home, ".config")
	}
	if base == "" {
		return ""
	}
	return filepath.Join(base, "tutti", "login.json")
}

// readLogin gives the server somebody has signed in to from here, and the token for it.
func (c *cli) readLogin() (kept app.Credentials, err error) {
	path := c.loginPath()
	if path == "" {
		return kept, nil
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return kept, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &kept)
	}
	if err != nil {
		return kept, project.Because(err, project.Invalid, "%s cannot be read: %v; remove it and sign in again", path, err)
	}
	return kept, nil
}

// keepLogin writes the token where only its owner can read it.
func (c *cli) keepLogin(server string, in wire.SignedIn) error {
	path := c.loginPath()
	if path == "" {
		return project.Errorf(project.Invalid, "there is no place to keep the sign-in: name a file in TUTTI_LOGIN")
	}
	text, err := json.Marshal(app.Credentials{Server: server, Token: in.Token})
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o700)
	}
	if err == nil {
		err = writeOwn(path, text)
	}
	if err != nil {
		return project.Because(err, project.Invalid, "%s cannot be written: %v", path, err)
	}
	in.Token = "" // it is in the file
	return c.answer(in, facts("signed in as", in.Person.Name, "at", server, "until", when(in.Session.ExpiresAt)))
}

// writeOwn writes a file that only its owner can read, whole or not at all.
func writeOwn(path string, text []byte) error {
	next := path + ".next"
	if err := os.WriteFile(next, text, 0o600); err != nil {
		return err
	}
	return os.Rename(next, path)
}

func (c *cli) logoutCommand() *cobra.Command {
	return leaf("logout", "", "end the sign-in of this machine", func(ctx context.Context, _ []string) error {
		kept, err := c.readLogin()
		if err != nil {
			return err
		}
		if kept.Token == "" {
			return project.Errorf(project.Conflict, "nobody has signed in here")
		}
		server, err := place{server: kept.Server, token: kept.Token}.client()
		if err != nil {
			return err
		}
		if err := server.SignOut(ctx); err != nil && project.CodeOf(err) != project.Unauthenticated { // it has ended then
			return err
		}
		return os.Remove(c.loginPath())
	})
}
