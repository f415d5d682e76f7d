// Package sim plays whole projects with invented people. A seed makes a plan, a buyer, a producer, an operator and sellers
// with characters; they act through the API as anybody does, over weeks, and what must hold is checked on the way and at the
// end.
//
// A Run is one project and its people; it knows no clock and no server. Virtual puts it on the reference process over SQLite
// with a clock that jumps to whatever is due next and faults on every port: the same seed is the same run every time. The
// tests of package app put it on the real servers with short days.
package sim

//go:generate go test -run TestEveryPortIsWrapped . -update
