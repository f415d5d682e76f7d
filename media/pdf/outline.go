package pdf

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// setOutline gives the document its outline, and has readers show it.
func setOutline(ctx *model.Context, marks []pdfcpu.Bookmark) error {
	if len(marks) == 0 {
		return nil
	}
	pages, err := leaves(ctx)
	if err != nil {
		return err
	}
	root := types.Dict{"Type": types.Name("Outlines")}
	ref, err := ctx.IndRefForNewObject(root)
	if err != nil {
		return err
	}
	b := bindery{ctx: ctx, pages: pages}
	if err := b.kids(root, *ref, marks, 0); err != nil {
		return err
	}
	ctx.RootDict["Outlines"] = *ref
	ctx.RootDict["PageMode"] = types.Name("UseOutlines")
	return nil
}

// bindery makes the items of an outline.
type bindery struct {
	ctx   *model.Context
	pages []leaf
}

// kids hangs the marks below a node. Those on the second level and deeper are folded up at first.
func (b bindery) kids(parent types.Dict, ref types.IndirectRef, marks []pdfcpu.Bookmark, depth int) error {
	var before types.Dict
	var last types.IndirectRef
	for _, m := range marks {
		item := types.Dict{"Title": unicode(m.Title), "Parent": ref}
		if m.PageFrom >= 1 && m.PageFrom <= len(b.pages) {
			item["Dest"] = types.Array{*types.NewIndirectRef(b.pages[m.PageFrom-1].number, 0), types.Name("Fit")}
		}
		itemRef, err := b.ctx.IndRefForNewObject(item)
		if err != nil {
			return err
		}
		if before == nil {
			parent["First"] = *itemRef
		} else {
			before["Next"], item["Prev"] = *itemRef, last
		}
		before, last = item, *itemRef
		if len(m.Kids) > 0 && depth < maxDepth {
			if err := b.kids(item, *itemRef, m.Kids, depth+1); err != nil {
				return err
			}
		}
	}
	parent["Last"] = last
	count := len(marks)
	if depth > 0 {
		count = -count
	}
	parent["Count"] = types.Integer(count)
	return nil
}

// ground lets a bookmark that only gathers others lead where the first of them leads: readers of outlines skip what leads nowhere,
// with all that is below it.
func ground(ctx *model.Context) {
	if ctx.Outlines != nil {
		groundItems(ctx, ctx.Outlines.IndirectRefEntry("First"), map[int]bool{}, 0)
	}
}

// groundItems gives the first destination among the items from one on, and below them.
func groundItems(ctx *model.Context, ref *types.IndirectRef, seen map[int]bool, depth int) (first types.Object) {
	for ref != nil && !seen[ref.ObjectNumber.Value()] && depth <= maxDepth {
		seen[ref.ObjectNumber.Value()] = true
		item, err := ctx.DereferenceDict(*ref)
		if err != nil || item == nil {
			return first
		}
		below := groundItems(ctx, item.IndirectRefEntry("First"), seen, depth+1)
		own := destination(ctx, item)
		if own == nil && below != nil {
			item["Dest"], own = below, below
		}
		if first == nil {
			first = own
		}
		ref = item.IndirectRefEntry("Next")
	}
	return first
}

// destination is where an item leads within the document; nil when nowhere.
func destination(ctx *model.Context, item types.Dict) types.Object {
	if dest := item["Dest"]; dest != nil {
		return dest
	}
	action, err := ctx.DereferenceDict(item["A"])
	if err != nil || action == nil || action.NameEntry("S") == nil || *action.NameEntry("S") != "GoTo" {
		return nil
	}
	return action["D"]
}
