package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/account"
	"temgoc/internal/printing"
	"temgoc/internal/trace"
)

// routes lists every address of the service, by audience.
func (s *Server) routes(e *gin.Engine) {
	e.NoRoute(s.identify, s.do(func(*gin.Context) error { return status(http.StatusNotFound) }))
	e.NoMethod(s.identify, s.do(func(*gin.Context) error { return status(http.StatusMethodNotAllowed) }))

	s.machineRoutes(e)
	s.resolverRoutes(e)
	s.publicRoutes(e.Group("", s.identify))
	s.accountRoutes(e.Group("", s.identify))
	s.producerRoutes(e.Group("/producer", s.identify, s.requireRole(account.Producer)))
	s.inspectorRoutes(e.Group("/inspector", s.identify, s.requireRole(account.Inspector, account.Admin)))
	s.adminRoutes(e.Group("/admin", s.identify, s.requireRole(account.Admin)))
	s.apiRoutes(e.Group("/api/v1"))
	s.epcisRoutes(e.Group("/epcis"))
}

// machineRoutes are for browsers' fetches, monitors and verifiers.
func (s *Server) machineRoutes(e *gin.Engine) {
	s.get(e, "/static/:hash/:file", s.staticFile)
	s.get(e, "/picture/:id", s.picture)
	s.get(e, "/.well-known/jwks.json", s.jwks)
	s.get(e, "/openapi.json", s.openAPI)
	s.get(e, "/healthz", s.healthz)
	s.get(e, "/readyz", s.readyz)
}

const scanRoute = "/01/*path"

// resolverRoutes are what is printed: Digital Links, for shoppers and programs
// alike. Only the pages among their answers ask who is signed in.
func (s *Server) resolverRoutes(e *gin.Engine) {
	s.get(e, "/.well-known/gs1resolver", s.describeResolver)
	e.OPTIONS("/.well-known/gs1resolver", s.do(s.resolverOptions))
	for key, served := range primaryKeys {
		path := "/" + key + "/*path"
		e.OPTIONS(path, s.do(s.resolverOptions))
		if !served {
			s.get(e, path, s.resolveNothing)
		}
	}
	s.get(e, scanRoute, s.resolveProduct)
	s.get(e, "/414/*path", s.resolvePlace)
}

// publicRoutes are for shoppers.
func (s *Server) publicRoutes(g *gin.RouterGroup) {
	s.get(g, "/", s.home)
	s.get(g, "/page/01/*path", s.scanPage)
	s.get(g, "/page/414/*path", s.placePage)
	s.get(g, "/journey", s.journeyPage)
	s.get(g, "/report", s.reportPage)
	s.post(g, "/report", s.fileReport)
	s.get(g, "/place", s.placeTold)
	s.post(g, "/place", s.tellPlace)
	s.get(g, "/pin", s.pinPage)
	s.post(g, "/pin", s.tryPIN)
	s.get(g, "/calibrate", s.calibrationMark)
	if s.Demo != nil {
		s.get(g, "/demo", s.demoPage)
		s.get(g, "/demo/qr/:file", s.demoSymbol)
	}
}

// accountRoutes are for anyone who has an account.
func (s *Server) accountRoutes(g *gin.RouterGroup) {
	s.get(g, "/signin", s.signInPage)
	s.post(g, "/signin", s.signIn)
	s.post(g, "/signout", s.signOut)
	own := g.Group("/account", s.requireRole(account.Admin, account.Producer, account.Inspector))
	s.get(own, "", s.accountPage)
	s.post(own, "", s.changePassword)
	s.get(own, "/pictures/:id", s.ownPicture)
	s.get(own, "/report-photos/:id", s.reportPhoto)
}

// producerRoutes are a producer's workspace.
func (s *Server) producerRoutes(g *gin.RouterGroup) {
	s.get(g, "", s.producerHome)
	s.get(g, "/products/new", s.newProductPage)
	s.post(g, "/products/new", s.createProduct)
	s.get(g, "/products/:id", s.producerProduct)
	s.get(g, "/products/:id/edit", s.editProductPage)
	s.post(g, "/products/:id/edit", s.updateProduct)
	s.get(g, "/products/:id/picture", s.producerPicture)
	s.post(g, "/products/:id/picture", s.setPicture)
	s.get(g, "/products/:id/links", s.producerLinks(s.productBearer))
	s.post(g, "/products/:id/links", s.changeLinks(s.productBearer))
	s.get(g, "/products/:id/batches/new", s.newBatchPage)
	s.post(g, "/products/:id/batches/new", s.createBatch)
	s.get(g, "/batches/:id", s.producerBatch)
	s.post(g, "/batches/:id", s.issueStamps)
	s.get(g, "/batches/:id/code.svg", s.batchSymbol)
	s.get(g, "/batches/:id/carton.pdf", s.cartonLabel(printing.PDF))
	s.get(g, "/batches/:id/carton.zpl", s.cartonLabel(printing.ZPL))
	s.get(g, "/batches/:id/links", s.producerLinks(s.batchBearer))
	s.post(g, "/batches/:id/links", s.changeLinks(s.batchBearer))
	s.get(g, "/batches/:id/recall", s.recallForm)
	s.post(g, "/batches/:id/recall", s.declareRecall)
	s.recallRoutes(g)
	s.get(g, "/batches/:id/diary", s.diaryPage)
	s.get(g, "/batches/:id/diary/new", s.newEntryPage)
	s.post(g, "/batches/:id/diary/new", s.createEntry)
	s.get(g, "/batches/:id/diary/plan", s.diaryPlan)
	s.post(g, "/batches/:id/diary/plan", s.confirmPlan)
	s.get(g, "/batches/:id/diary/import", s.diaryImport)
	s.post(g, "/batches/:id/diary/import", s.importDiary)
	s.get(g, "/batches/:id/diary/example.csv", s.exampleCSV)
	s.get(g, "/batches/:id/diary/diary.csv", s.diaryCSV)
	s.get(g, "/entries/:id", s.editEntryPage)
	s.post(g, "/entries/:id", s.changeEntry)
	s.get(g, "/runs/:id", s.producerRun)
	s.post(g, "/runs/:id", s.changeRun)
	s.get(g, "/runs/:id/print", s.printForm)
	s.post(g, "/runs/:id/print", s.orderPrint)
	s.get(g, "/runs/:id/preview.svg", s.printPreview)
	s.get(g, "/runs/:id/labels.svg", s.output(printing.SVG))
	s.get(g, "/runs/:id/labels.png", s.output(printing.PNG))
	s.get(g, "/runs/:id/codes.csv", s.output(printing.CSV))
	s.get(g, "/prints/:id", s.printJob)
	s.get(g, "/prints/:id/progress", s.printProgress)
	s.get(g, "/prints/:id/file", s.printFile)
	s.get(g, "/prints/:id/manifest", s.printManifest)
	s.post(g, "/prints/:id/cancel", s.cancelPrint)
	s.get(g, "/reports", s.reportList)
	s.get(g, "/calibration", s.calibration)
	s.post(g, "/calibration", s.judgeCalibration)
	s.get(g, "/calibration/sheet", s.calibrationSheet)
}

// inspectorRoutes are an inspector's workspace.
func (s *Server) inspectorRoutes(g *gin.RouterGroup) {
	s.get(g, "", s.inspector)
	s.get(g, "/cases", s.inspectorCases)
	s.get(g, "/cases/:id", s.inspectorCase)
	s.post(g, "/cases/:id", s.decideCase)
	s.reportRoutes(g)
	s.recallRoutes(g)
}

// adminRoutes are the authority's workspace.
func (s *Server) adminRoutes(g *gin.RouterGroup) {
	s.get(g, "", s.adminHome)
	s.get(g, "/products", s.adminProducts)
	s.get(g, "/products/:id", s.adminProduct)
	s.post(g, "/products/:id", s.revokeCertificate)
	s.get(g, "/products/:id/certificates/new", s.newCertificatePage)
	s.post(g, "/products/:id/certificates/new", s.addCertificate)
	s.get(g, "/certificates/:id/document", s.certificateDocument)
	s.get(g, "/batches/:id/recall", s.recallForm)
	s.post(g, "/batches/:id/recall", s.declareRecall)
	s.get(g, "/links", s.adminLinks)
	s.post(g, "/links", s.decideLink)
	s.recallRoutes(g)
	s.post(g, "/recalls", s.decideRecall)
	s.reportRoutes(g)
	s.get(g, "/users", s.adminOrgs)
	s.get(g, "/users/:id", s.adminUsers)
	s.post(g, "/users/:id", s.changeUsers)
}

// reportRoutes are for officers, who read everyone's.
func (s *Server) reportRoutes(g *gin.RouterGroup) {
	s.get(g, "/reports", s.reportList)
	s.post(g, "/reports", s.closeReport)
	s.post(g, "/reports/case", s.openCaseOfReport)
}

// recallRoutes are in every workspace: of one's own batches, or of everyone's.
func (s *Server) recallRoutes(g *gin.RouterGroup) {
	s.get(g, "/recalls", s.adminRecalls)
	s.get(g, "/recalls/:id", s.recallReport)
	s.post(g, "/recalls/:id", s.liftRecall)
	s.get(g, "/recalls/:id/receivers.csv", s.recallReceivers)
}

// apiRoutes are for programs.
func (s *Server) apiRoutes(g *gin.RouterGroup) {
	s.get(g, "/lookup", s.apiLookup)

	own := g.Group("", s.requireToken)
	s.get(own, "/products", s.apiProducts)
	s.post(own, "/products", s.apiCreateProduct)
	s.get(own, "/products/:id", s.apiProduct)
	own.PUT("/products/:id", s.do(s.apiUpdateProduct))
	own.PUT("/products/:id/gtin", s.do(s.apiChangeGTIN))
	s.get(own, "/products/:id/links", s.apiLinksOf(s.productBearer))
	s.post(own, "/products/:id/links", s.apiProposeLink(s.productBearer))
	s.get(own, "/products/:id/certificates", s.apiCertificates)
	s.post(own, "/products/:id/certificates", s.apiAddCertificate)
	s.post(own, "/certificates/:id/revoke", s.apiRevokeCertificate)

	s.get(own, "/batches", s.apiBatches)
	s.post(own, "/batches", s.apiCreateBatch)
	s.get(own, "/batches/:id", s.apiBatch)
	s.get(own, "/batches/:id/label.svg", s.batchSymbol)
	s.get(own, "/batches/:id/label.png", s.apiBatchPNG)
	s.get(own, "/batches/:id/label.pdf", s.cartonLabel(printing.PDF))
	s.get(own, "/batches/:id/ledger", s.apiLedger)
	s.get(own, "/batches/:id/links", s.apiLinksOf(s.batchBearer))
	s.post(own, "/batches/:id/links", s.apiProposeLink(s.batchBearer))
	s.get(own, "/batches/:id/diary", s.apiDiary)
	s.post(own, "/batches/:id/diary", s.apiWriteDiary)
	own.PUT("/entries/:id", s.do(s.apiCorrectEntry))
	own.DELETE("/entries/:id", s.do(s.apiWithdrawEntry))
	s.get(own, "/batches/:id/stamps", s.apiRuns)
	s.post(own, "/batches/:id/stamps", s.apiIssue)

	s.get(own, "/stamp-runs/:id", s.apiRun)
	s.get(own, "/stamp-runs/:id/codes.csv", s.output(printing.CSV))
	s.get(own, "/stamp-runs/:id/codes.xlsx", s.output(printing.XLSX))
	s.get(own, "/stamp-runs/:id/labels.pdf", s.output(printing.PDF))
	s.get(own, "/stamp-runs/:id/labels.zpl", s.output(printing.ZPL))
	s.get(own, "/stamp-runs/:id/labels.tspl", s.output(printing.TSPL))
	s.get(own, "/stamp-runs/:id/labels.svg", s.output(printing.SVG))
	s.get(own, "/stamp-runs/:id/labels.png", s.output(printing.PNG))
	s.get(own, "/stamp-runs/:id/prints", s.apiPrints)
	s.post(own, "/stamp-runs/:id/prints", s.apiOrderPrint)
	s.post(own, "/stamp-runs/:id/activate", s.apiActivate)
	s.post(own, "/stamp-runs/:id/void", s.apiVoid)

	s.get(own, "/stocks", s.apiStocks)
	s.get(own, "/prints/:id", s.apiPrint)
	s.get(own, "/prints/:id/file", s.printFile)
	s.get(own, "/prints/:id/manifest", s.printManifest)
	s.post(own, "/prints/:id/cancel", s.apiCancelPrint)

	s.get(own, "/links", s.apiLinks)
	s.get(own, "/links/:id", s.apiLink)
	own.PUT("/links/:id", s.do(s.apiChangeLink))
	own.DELETE("/links/:id", s.do(s.apiWithdrawLink))
	s.post(own, "/links/:id/approve", s.apiApproveLink)
	s.post(own, "/links/:id/reject", s.apiRejectLink)

	s.get(own, "/cases", s.apiCases)
	s.get(own, "/cases/:id", s.apiCase)
	s.post(own, "/cases/:id/decision", s.apiDecideCase)

	s.get(own, "/reports", s.apiReports)

	s.get(own, "/recalls", s.apiRecalls)
	s.post(own, "/recalls", s.apiDeclareRecall)
	s.get(own, "/recalls/:id", s.apiRecall)
	s.get(own, "/recalls/:id/receivers.csv", s.recallReceivers)
	s.post(own, "/recalls/:id/include", s.apiIncludeInRecall)
	s.post(own, "/recalls/:id/dismiss", s.apiDismissFromRecall)
	s.post(own, "/recalls/:id/lift", s.apiLiftRecall)
}

const (
	usualBody   = 1 << 20
	photoBody   = 7 << 20        // a picture of 5 MB in base64, and the entry around it
	pictureBody = 5<<20 + 64<<10 // a picture of 5 MB and the form around it
	importBody  = 3 << 20        // a file of 2 MB, in base64 when it comes back
	photosBody  = 24 << 20       // six photos of a phone
)

// bodyLimits are the routes, by template, that take more than usualBody bytes.
var bodyLimits = map[string]int64{
	"/report":                              pictureBody,
	"/producer/batches/:id/diary/new":      pictureBody,
	"/producer/batches/:id/diary/import":   importBody,
	"/producer/entries/:id":                pictureBody,
	"/producer/calibration":                photosBody,
	"/api/v1/batches/:id/diary":            photoBody,
	"/api/v1/entries/:id":                  photoBody,
	"/producer/products/:id/picture":       pictureBody,
	"/admin/products/:id/certificates/new": pictureBody,
	"/epcis/capture":                       trace.FileSizeLimit,
	"/epcis/events":                        trace.FileSizeLimit,
}

func (s *Server) get(r gin.IRoutes, path string, h handler) {
	r.GET(path, s.do(h))
	r.HEAD(path, s.do(h))
}

func (s *Server) post(r gin.IRoutes, path string, h handler) {
	r.POST(path, s.do(h))
}
