package api

import "github.com/gin-gonic/gin"

// serveDevMail shows the mails of an instance that sends none. They hold links to sign in, so an instance with a real mail
// server has no such pages.
func (a *API) serveDevMail() {
	if a.o.DevMail != nil {
		a.engine.GET("/dev/mail", gin.WrapH(a.o.DevMail))
		a.engine.GET("/dev/mail/*part", gin.WrapH(a.o.DevMail))
	}
}
