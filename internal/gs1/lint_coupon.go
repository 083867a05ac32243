package gs1

import (
	"fmt"
	"strings"
)

// lintCouponcode reads AI (8110), the North American Coupon Application
// Guideline: fields one behind the other, some led by a digit that says how
// long they are, then optional fields, each led by its number.
func lintCouponcode(value string) error {
	c := couponReader{rest: value}
	c.companyPrefix("0123456")
	c.take("offer code", 6)
	c.sized("save value", "12345", 0)
	c.purchase("first")
	if c.option('1') {
		c.oneOf("additional purchase rules", "0123")
		c.purchase("second")
		c.companyPrefix("01234569")
	}
	if c.option('2') {
		c.purchase("third")
		c.companyPrefix("01234569")
	}
	c.dates()
	if c.option('5') {
		c.sized("serial number", digits, 6)
	}
	if c.option('6') {
		c.companyPrefix("1234567")
	}
	if c.option('9') {
		c.oneOf("save value code", "01256")
		c.oneOf("save value applies to", "012")
		c.take("store coupon flag", 1)
		c.oneOf("don't multiply flag", "01")
	}
	return c.end()
}

// lintCouponposoffer reads AI (8112), the coupons of a positive offer file.
func lintCouponposoffer(value string) error {
	c := couponReader{rest: value}
	c.oneOf("format", "01")
	c.sized("funder", "0123456", 6)
	c.take("offer code", 6)
	c.sized("serial number", digits, 6)
	return c.end()
}

// couponReader takes fields from the left; after its first error it takes
// nothing more.
type couponReader struct {
	rest string
	err  error
}

func (c *couponReader) take(field string, n int) string {
	if c.err != nil {
		return ""
	}
	if len(c.rest) < n || !isDigits(c.rest[:n]) {
		c.err = fmt.Errorf("coupon: %s: want %d digits", field, n)
		return ""
	}
	taken := c.rest[:n]
	c.rest = c.rest[n:]
	return taken
}

func (c *couponReader) oneOf(field, allowed string) string {
	digit := c.take(field, 1)
	if c.err == nil && !strings.Contains(allowed, digit) {
		c.err = fmt.Errorf("coupon: %s: %s is none of %s", field, digit, allowed)
	}
	return digit
}

// sized takes a digit and as many digits as it says, and so many more.
func (c *couponReader) sized(field, allowed string, more int) string {
	size := c.oneOf("length of "+field, allowed)
	if c.err != nil {
		return ""
	}
	return c.take(field, number(size)+more)
}

// companyPrefix takes a GS1 Company Prefix or GLN of 6 digits more than its
// length says, or none where length 9 is allowed and given.
func (c *couponReader) companyPrefix(allowed string) {
	if strings.Contains(allowed, "9") && c.option('9') {
		return
	}
	prefix := c.sized("company prefix", strings.TrimSuffix(allowed, "9"), 6)
	if c.err == nil {
		c.err = lintGcppos1(prefix)
	}
}

func (c *couponReader) purchase(which string) {
	c.sized(which+" purchase requirement", "12345", 0)
	c.oneOf(which+" purchase requirement code", "012349")
	c.take(which+" purchase family code", 3)
}

// dates takes the optional fields 3, expiration, and 4, start.
func (c *couponReader) dates() {
	var expiration, start string
	if c.option('3') {
		expiration = c.date("expiration date")
	}
	if c.option('4') {
		start = c.date("start date")
	}
	if c.err == nil && expiration != "" && start > expiration {
		c.err = fmt.Errorf("coupon: expires on %s before it starts on %s", expiration, start)
	}
}

func (c *couponReader) date(field string) string {
	date := c.take(field, 6)
	if c.err == nil {
		c.err = lintYymmdd(date)
	}
	return date
}

// option takes the digit that leads an optional field, if it is next.
func (c *couponReader) option(digit byte) bool {
	if c.err != nil || c.rest == "" || c.rest[0] != digit {
		return false
	}
	c.rest = c.rest[1:]
	return true
}

func (c *couponReader) end() error {
	if c.err == nil && c.rest != "" {
		return fmt.Errorf("coupon: %s is left over", quoted(c.rest))
	}
	return c.err
}
