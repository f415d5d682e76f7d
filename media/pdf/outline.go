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
