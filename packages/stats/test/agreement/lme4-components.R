# Golden values of lme4-components.json: Rscript lme4-components.R > lme4-components.json
# R 4.2.2, lme4 1.1-31. Components and -2 log restricted likelihood of lmer(y ~ 1 + (1 | case) + (1 | rater)) and
# lmer(y ~ 1 + (1 | case)); profile intervals of shares of variance from the deviance function of lmer itself.
suppressPackageStartupMessages({library(lme4); library(jsonlite)})
set.seed(20230418)
tight <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-9, maxfun = 1e5),
                     check.conv.singular = "ignore", check.conv.grad = "ignore", check.conv.hess = "ignore")

# From its start alone bobyqa stops short where the ratio of variances is about 1e6: the simplex goes on from there, on
# logarithms, where no component is 0.
fitted <- function(formula, d) {
  theta <- getME(lmer(formula, d, control = tight), "theta")
  dev <- lmer(formula, d, control = tight, devFunOnly = TRUE)
  if (all(theta > 1e-4)) {
    for (i in 1:5) theta <- exp(optim(log(theta), function(x) dev(exp(x)),
                                      method = if (length(theta) == 1) "BFGS" else "Nelder-Mead",
                                      control = list(reltol = 1e-15, maxit = 5000))$par)
  }
  deviance <- dev(theta)
  env <- environment(dev)
  error <- (env$resp$wrss() + env$pp$sqrL(1)) / (nrow(d) - 1)
  list(dev = dev, deviance = deviance, variances = c(theta^2, 1) * error)
}

crossed <- function(n, k, sd, mean) {
  outer(rnorm(n, 0, sd[1]), rnorm(k, 0, sd[2]), "+") + matrix(rnorm(n * k, 0, sd[3]), n, k) + mean
}
without <- function(values, missing) { values[missing] <- NA; round(values, 3) }
twoOfFour <- function(values) {
  pairs <- combn(4, 2)
  for (i in seq_len(nrow(values))) values[i, -pairs[, (i - 1) %% 6 + 1]] <- NA
  round(values, 3)
}
shroutFleiss <- matrix(c(9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7), 6, byrow = TRUE)
apart <- crossed(12, 4, c(3, 1, .5), 20); apart[1:6, 3:4] <- NA; apart[7:12, 1:2] <- NA
lone <- crossed(11, 3, c(2, .8, .6), 15); lone[1:3, 2:3] <- NA; lone[9, 1] <- NA
tables <- list(
  "complete, Shrout and Fleiss 1979" = shroutFleiss,
  "some readings missing" = without(crossed(15, 4, c(4, 1.5, 1), 30), c(2, 9, 17, 23, 24, 40, 51, 58)),
  "two of four raters a case" = twoOfFour(crossed(12, 4, c(5, 2, 1), 40)),
  "raters at the limit of 0" = without(crossed(20, 3, c(3, 0, 1), 10), c(1, 22, 37, 44, 60)),
  "cases at the limit of 0" = without(crossed(10, 5, c(0, 1, 2), 50), c(3, 14, 28, 35, 36)),
  "two groups of raters without a case in common" = round(apart, 3),
  "volumes that agree to 0.1 %" = without(crossed(30, 3, c(60, .05, .08), 150), c(4, 33, 70, 71)),
  "some cases with one reading" = round(lone, 3)
)

bestOverRaters <- function(dev, oddsOf) {
  at2 <- function(b) tryCatch(dev(c(sqrt(oddsOf(b)), sqrt(b))), error = function(e) Inf)
  f <- function(logb) at2(exp(logb))
  grid <- seq(log(1e-6), log(1e6), by = .5)
  at <- grid[which.min(vapply(grid, f, 0))]
  min(optimize(f, at + c(-1, 1), tol = 1e-10)$objective, at2(0))
}
profile <- function(devOf, estimate, least) {
  limit <- least + qchisq(.95, 1)
  g <- function(x) devOf(plogis(x)) - limit
  centre <- max(-20, min(20, qlogis(estimate)))
  low <- if (devOf(0) <= limit) 0 else plogis(uniroot(g, c(max(centre - 9, -20), centre), tol = 1e-10)$root)
  c(low, plogis(uniroot(g, c(centre, min(max(centre, -6) + 9, 20)), tol = 1e-10)$root))
}
golden <- lapply(tables, function(values) {
  d <- data.frame(y = as.vector(values), case = factor(as.vector(row(values))), rater = factor(as.vector(col(values))))
  d <- d[!is.na(d$y), ]
  two <- fitted(y ~ 1 + (1 | case) + (1 | rater), d)
  one <- fitted(y ~ 1 + (1 | case), d)
  v <- two$variances; w <- one$variances
  list(
    values = values,
    oneWay = list(cases = w[1], error = w[2], deviance = one$deviance),
    crossed = list(cases = v[1], raters = v[2], error = v[3], deviance = two$deviance),
    profiles = list(
      "1,1" = profile(function(r) one$dev(sqrt(r / (1 - r))), w[1] / sum(w), one$deviance),
      "2,1" = profile(function(r) bestOverRaters(two$dev, function(b) r * (1 + b) / (1 - r)), v[1] / sum(v), two$deviance),
      "3,1" = profile(function(r) bestOverRaters(two$dev, function(b) r / (1 - r)), v[1] / (v[1] + v[3]), two$deviance)
    )
  )
})
source <- paste0(R.version.string, ", lme4 ", packageVersion("lme4"), ", lme4-components.R")
cat(toJSON(list(source = source, tables = golden), auto_unbox = TRUE, digits = I(10), na = "null", pretty = FALSE), "\n")
