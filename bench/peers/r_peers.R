# SPDX-License-Identifier: BSL-1.0
# The jobs that TTR and fGarch have, on the files that smirk.cpp wrote. usage: Rscript r_peers.R FOLDER
folder <- commandArgs(trailingOnly = TRUE)[1]

report <- function(job, program, run, per, value) {
  times <- c()
  while (length(times) < 5 || (sum(times) < 1 && length(times) < 200)) {
    times <- c(times, system.time(result <- run(), gcFirst = FALSE)[["elapsed"]])
  }
  # the clock of R has milliseconds: the mean, not the median
  cat(sprintf("%s,%s,%.6g,%.10g\n", job, program, 1e9 * mean(times) / per, value(result)))
}
average <- function(x) mean(x, na.rm = TRUE)

if (requireNamespace("TTR", quietly = TRUE)) {
  bars <- as.matrix(read.csv(file.path(folder, "bars.csv")))
  colnames(bars) <- c("Open", "High", "Low", "Close")
  name <- paste("TTR", packageVersion("TTR"))
  vol <- function(n, calc) function() TTR::volatility(bars, n = n, calc = calc, N = 252)
  for (n in c(21, 252)) report(sprintf("rolling Yang-Zhang %d", n), name, vol(n, "yang.zhang"), nrow(bars), average)
  report("rolling Parkinson 21", name, vol(21, "parkinson"), nrow(bars), average)
  report("rolling Garman-Klass 21", name, vol(21, "garman.klass"), nrow(bars), average)
  report("rolling Rogers-Satchell 21", name, vol(21, "rogers.satchell"), nrow(bars), average)
  report("rolling close to close 21", name, vol(21, "close"), nrow(bars), average)
  report("rolling percentile 252", name, function() 100 * TTR::runPercentRank(bars[, 4], n = 252), nrow(bars), average)
}

if (requireNamespace("fGarch", quietly = TRUE)) {
  y <- read.csv(file.path(folder, "returns.csv"))[[1]]
  name <- paste("fGarch", packageVersion("fGarch"))
  fit <- function(formula, law = "norm", ...) function()
    suppressWarnings(fGarch::garchFit(formula, data = y, trace = FALSE, cond.dist = law, ...))
  likelihood <- function(f) -f@fit$llh
  report("GARCH fit", name, fit(~ garch(1, 1)), 1, likelihood)
  report("GARCH-t fit", name, fit(~ garch(1, 1), "std"), 1, likelihood)
  report("GJR fit", name, fit(~ aparch(1, 1), delta = 2, include.delta = FALSE), 1, likelihood)
  report("APARCH fit", name, fit(~ aparch(1, 1)), 1, likelihood)
}
