package markdown

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestXHTML(t *testing.T) {
	for src, want := range map[string]string{
		"# A *b*\n\nc":                       "<h1 id=\"a-b\">A <em>b</em></h1>\n<p>c</p>\n",
		"a<script>x</script>b":               "<p>a<!-- raw HTML omitted -->x<!-- raw HTML omitted -->b</p>\n",
		"<div onclick=x>\n\ntext":            "<!-- raw HTML omitted -->\n<p>text</p>\n",
		"![a *b* & c](x.png)":                "<p>a b &amp; c</p>\n",
		"[a](javascript:alert(1)) [b](x.md)": "<p>a b</p>\n",
		"[a](https://x.y/?a=1&b=2)":          "<p><a href=\"https://x.y/?a=1&amp;b=2\">a</a></p>\n",
		"<https://x.y> <javascript:a>":       "<p><a href=\"https://x.y\">https://x.y</a> javascript:a</p>\n",
		"a\x01b\x00":                         "<p>ab</p>\n",
		"a  \nb&nbsp;&copy;":                 "<p>a<br />\nb\u00a0©</p>\n",
		"---\ntitle: x\n---\ntext":           "<p>text</p>\n",
	} {
		got, _, err := XHTML([]byte(src))
		if err != nil || string(got) != want {
			t.Errorf("%q gives %q %v, want %q", src, got, err, want)
		}
	}
}

func TestHeadingsOfAPage(t *testing.T) {
	_, got, err := XHTML([]byte("# A & [b](http://c.d) `e`\n\n## A & b e\n\n> # no\n"))
	if err != nil || fmt.Sprint(got) != "[{1 A & b e a--bhttpcd-e} {2 A & b e a--b-e}]" {
		t.Errorf("%v %v", got, err)
	}
}

// TestPagesAreWellFormed: whatever a seller writes, the page can be read.
func TestPagesAreWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := document().Draw(t, "document")
		page, _, err := XHTML(src)
		if err != nil {
			return
		}
		decoder := xml.NewDecoder(strings.NewReader("<body>" + string(page) + "</body>"))
		for {
			if _, err := decoder.Token(); err == io.EOF {
				return
			} else if err != nil {
				t.Fatalf("%q gives %q: %v", src, page, err)
			}
		}
	})
}

func TestPagesDoNotGrow(t *testing.T) {
	notes := strings.Repeat("[^1] ", 1500) + "\n\n" + strings.Repeat("[^1]\n\n", 2000) + "[^1]: a\n"
	if page, _, err := XHTML([]byte(notes)); err == nil && len(page) > maxGrowth*len(notes)+4096 {
		t.Errorf("a page of %d bytes from %d", len(page), len(notes))
	}
	if _, _, err := XHTML([]byte(strings.Repeat("a", MaxChapterBytes+1))); err == nil {
		t.Error("a page of any length is made")
	}
}
