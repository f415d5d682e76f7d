package app

import (
	"tutti/media/pdf"
	"tutti/media/picture"
	"tutti/media/tool"
)

// SandboxWork lists our own work that runs in the sandbox. Every main that may start a worker hands it to tool.Main first.
func SandboxWork() []tool.Work {
	return []tool.Work{pdf.Work(), picture.Work()}
}
