import type { NamesByRole } from '../names-by-role.ts'

/** SciPy. A distribution runs text of its state as code when it is set up, so its state is checked besides. */
export const scipyNames: NamesByRole = {
  class: `
    scipy.sparse._arrays: bsr_array coo_array csc_array csr_array dia_array dok_array lil_array
    scipy.interpolate._bary_rational: AAA FloaterHormannInterpolator _BarycentricRational
    scipy.interpolate._bsplines: BSpline
    scipy.interpolate._cubic: Akima1DInterpolator CubicHermiteSpline CubicSpline PchipInterpolator
    scipy.interpolate._fitpack2: BivariateSpline InterpolatedUnivariateSpline LSQBivariateSpline
      LSQSphereBivariateSpline LSQUnivariateSpline RectBivariateSpline RectSphereBivariateSpline
      SmoothBivariateSpline SmoothSphereBivariateSpline SphereBivariateSpline UnivariateSpline
      _BivariateSplineBase _DerivedBivariateSpline
    scipy.interpolate._fitpack_repro: Bunch F Fperiodic
    scipy.interpolate._interpnd: CloughTocher2DInterpolator LinearNDInterpolator NDInterpolatorBase
    scipy.interpolate._interpolate: BPoly NdPPoly PPoly _PPolyBase interp1d interp2d
    scipy.interpolate._ndbspline: NdBSpline
    scipy.interpolate._ndgriddata: NearestNDInterpolator
    scipy.interpolate._polyint: BarycentricInterpolator KroghInterpolator _Interpolator1D
      _Interpolator1DWithDerivatives
    scipy.interpolate._rbf: Rbf
    scipy.interpolate._rbfinterp: RBFInterpolator
    scipy.interpolate._rgi: RegularGridInterpolator
    scipy.interpolate.interpnd: CloughTocher2DInterpolator LinearNDInterpolator NDInterpolatorBase
    scipy.optimize._constraints: Bounds LinearConstraint NonlinearConstraint PreparedConstraint
    scipy.optimize._dcsrch: DCSRCH
    scipy.optimize._differentialevolution: DifferentialEvolutionSolver _ConstraintWrapper
    scipy.optimize._lsq.least_squares: _WrapArgsKwargs
    scipy.optimize._minimize: _Patch_Callback_Equal_Variables _Remove_From_Func
    scipy.optimize._numdiff: _Fun_Wrapper
    scipy.optimize._optimize: Brent MemoizeJac OptimizeResult _Brute_Wrapper
    scipy.optimize._root_scalar: MemoizeDer
    scipy.optimize._trlib._trlib: TRLIBQuadraticSubproblem
    scipy.signal._czt: CZT ZoomFFT
    scipy.signal._ltisys: Bunch LinearTimeInvariant StateSpace StateSpaceContinuous StateSpaceDiscrete
      TransferFunction TransferFunctionContinuous TransferFunctionDiscrete ZerosPolesGain
      ZerosPolesGainContinuous ZerosPolesGainDiscrete dlti lti
    scipy.signal._short_time_fft: ShortTimeFFT
    scipy.signal._upfirdn: _UpFIRDn
    scipy.sparse._base: _spbase sparray
    scipy.sparse._bsr: _bsr_base bsr_array bsr_matrix
    scipy.sparse._compressed: _cs_matrix
    scipy.sparse._coo: _coo_base coo_array coo_matrix
    scipy.sparse._csc: _csc_base csc_array csc_matrix
    scipy.sparse._csr: _csr_base csr_array csr_matrix
    scipy.sparse._data: _data_matrix _minmax_mixin
    scipy.sparse._dia: _dia_base dia_array dia_matrix
    scipy.sparse._dok: _dok_base dok_array dok_matrix
    scipy.sparse._index: IndexMixin
    scipy.sparse._lil: _lil_base lil_array lil_matrix
    scipy.sparse._matrix: spmatrix
    scipy.sparse.csgraph._flow: MaximumFlowResult
    scipy.sparse.linalg._expm_multiply: LazyOperatorNormInfo
    scipy.sparse.linalg._matfuncs: MatrixPowerOperator ProductOperator _ExpmPadeHelper
    scipy.sparse.linalg._special_sparse_arrays: LaplacianNd MikotaK MikotaM MikotaPair Sakurai
    scipy.sparse.linalg._svdp: _AProd
    scipy.spatial._ckdtree: cKDTree cKDTreeNode coo_entries ordered_pairs
    scipy.spatial._kdtree: KDTree Rectangle
    scipy.spatial._spherical_voronoi: SphericalVoronoi
    scipy.spatial.distance: CDistMetricWrapper CDistWeightedMetricWrapper MetricInfo PDistMetricWrapper
      PDistWeightedMetricWrapper
    scipy.spatial.transform._rigid_transform: RigidTransform
    scipy.spatial.transform._rotation: Rotation Slerp
    scipy.spatial.transform._rotation_spline: RotationSpline
    scipy.stats._binned_statistic: BinnedStatistic2dResult BinnedStatisticResult BinnedStatisticddResult
    scipy.stats._censored_data: CensoredData
    scipy.stats._common: ConfidenceInterval
    scipy.stats._continuous_distns: _DeprecationWrapper alpha_gen anglit_gen arcsine_gen argus_gen beta_gen
      betaprime_gen bradford_gen burr12_gen burr_gen cauchy_gen chi2_gen chi_gen cosine_gen crystalball_gen
      dgamma_gen dpareto_lognorm_gen dweibull_gen erlang_gen expon_gen exponnorm_gen exponpow_gen exponweib_gen
      f_gen fatiguelife_gen fisk_gen foldcauchy_gen foldnorm_gen gamma_gen gausshyper_gen genexpon_gen
      genextreme_gen gengamma_gen genhalflogistic_gen genhyperbolic_gen geninvgauss_gen genlogistic_gen
      gennorm_gen genpareto_gen gibrat_gen gompertz_gen gumbel_l_gen gumbel_r_gen halfcauchy_gen halfgennorm_gen
      halflogistic_gen halfnorm_gen hypsecant_gen invgamma_gen invgauss_gen invweibull_gen irwinhall_gen
      jf_skew_t_gen johnsonsb_gen johnsonsu_gen kappa3_gen kappa4_gen ksone_gen kstwo_gen kstwobign_gen
      landau_gen laplace_asymmetric_gen laplace_gen levy_gen levy_l_gen loggamma_gen logistic_gen loglaplace_gen
      lognorm_gen lomax_gen maxwell_gen mielke_gen moyal_gen nakagami_gen ncf_gen nct_gen ncx2_gen norm_gen
      norminvgauss_gen pareto_gen pearson3_gen powerlaw_gen powerlognorm_gen powernorm_gen rayleigh_gen
      rdist_gen recipinvgauss_gen reciprocal_gen rel_breitwigner_gen rice_gen rv_histogram semicircular_gen
      skewcauchy_gen skewnorm_gen studentized_range_gen t_gen trapezoid_gen trapz_gen triang_gen truncexpon_gen
      truncnorm_gen truncpareto_gen truncweibull_min_gen tukeylambda_gen uniform_gen vonmises_gen wald_gen
      weibull_max_gen weibull_min_gen wrapcauchy_gen
    scipy.stats._covariance: CovViaCholesky CovViaDiagonal CovViaEigendecomposition CovViaPSD CovViaPrecision
      Covariance
    scipy.stats._crosstab: CrosstabResult
    scipy.stats._discrete_distns: _nchypergeom_gen bernoulli_gen betabinom_gen betanbinom_gen binom_gen
      boltzmann_gen dlaplace_gen geom_gen hypergeom_gen logser_gen nbinom_gen nchypergeom_fisher_gen
      nchypergeom_wallenius_gen nhypergeom_gen planck_gen poisson_binom_gen poisson_binomial_frozen poisson_gen
      randint_gen skellam_gen yulesimon_gen zipf_gen zipfian_gen
    scipy.stats._distn_infrastructure: _ShapeInfo rv_continuous rv_continuous_frozen rv_discrete
      rv_discrete_frozen rv_frozen rv_generic rv_sample
    scipy.stats._distribution_infrastructure: ContinuousDistribution DiscreteDistribution FoldedDistribution
      Mixture MonotonicTransformedDistribution OrderStatisticDistribution ShiftedScaledDistribution
      TransformedDistribution TruncatedDistribution UnivariateDistribution _Domain _IntegerInterval _Interval
      _Parameter _Parameterization _RealInterval _RealParameter
    scipy.stats._fit: FitResult GoodnessOfFitResult
    scipy.stats._kde: gaussian_kde
    scipy.stats._levy_stable: levy_stable_frozen levy_stable_gen
    scipy.stats._levy_stable.levyst: Nolan
    scipy.stats._mannwhitneyu: MannwhitneyuResult _MWU
    scipy.stats._mgc: MGCResult _ParallelP
    scipy.stats._morestats: AndersonResult Anderson_ksampResult AnsariResult BartlettResult DirectionalStats
      FlignerResult LeveneResult Mean MedianTestResult ShapiroResult Std_dev Variance WilcoxonResult _ABW
      _BigFloat
    scipy.stats._mstats_basic: BrunnerMunzelResult DescribeResult F_onewayResult FriedmanchisquareResult
      KruskalResult KurtosistestResult MannwhitneyuResult ModeResult NormaltestResult PointbiserialrResult
      SenSeasonalSlopesResult SkewtestResult Ttest_1sampResult Ttest_indResult Ttest_relResult
    scipy.stats._multicomp: DunnettResult
    scipy.stats._multivariate: _PSD dirichlet_frozen dirichlet_gen dirichlet_multinomial_frozen
      dirichlet_multinomial_gen invwishart_frozen invwishart_gen matrix_normal_frozen matrix_normal_gen
      matrix_t_frozen matrix_t_gen multi_rv_frozen multi_rv_generic multinomial_frozen multinomial_gen
      multivariate_hypergeom_frozen multivariate_hypergeom_gen multivariate_normal_frozen
      multivariate_normal_gen multivariate_t_frozen multivariate_t_gen normal_inverse_gamma_frozen
      normal_inverse_gamma_gen ortho_group_frozen ortho_group_gen random_correlation_frozen
      random_correlation_gen random_table_frozen random_table_gen special_ortho_group_frozen
      special_ortho_group_gen uniform_direction_frozen uniform_direction_gen unitary_group_frozen
      unitary_group_gen vonmises_fisher_frozen vonmises_fisher_gen wishart_frozen wishart_gen
    scipy.stats._new_distributions: Binomial Logistic Normal StandardNormal Uniform _Gamma _LogUniform
    scipy.stats._odds_ratio: OddsRatioResult
    scipy.stats._probability_distribution: _ProbabilityDistribution
    scipy.stats._qmc: Halton LatinHypercube MultinomialQMC MultivariateNormalQMC PoissonDisk QMCEngine Sobol
    scipy.stats._relative_risk: RelativeRiskResult
    scipy.stats._resampling: BootstrapMethod BootstrapResult MonteCarloMethod MonteCarloTestResult
      PermutationMethod PermutationTestResult PowerResult ResamplingMethod
    scipy.stats._sampling: CustomDistPINV FastGeneratorInversion RatioUniforms
    scipy.stats._sensitivity_analysis: BootstrapSobolResult PPFDist SobolResult
    scipy.stats._stats_mstats_common: LinregressResult SiegelslopesResult TheilslopesResult
    scipy.stats._stats_py: AlexanderGovernResult BrunnerMunzelResult ConfidenceInterval CumfreqResult
      DescribeResult F_onewayResult FriedmanchisquareResult HistogramResult KruskalResult KstestResult
      KurtosistestResult LinregressResult MGCResult ModeResult NormaltestResult PearsonRResult
      PearsonRResultBase Power_divergenceResult QuantileTestResult RanksumsResult RelfreqResult RepeatedResults
      SigmaclipResult SignificanceResult SkewtestResult TtestResult TtestResultBase Ttest_indResult _ParallelP
      _SimpleBeta _SimpleChi2 _SimpleF _SimpleNormal _SimpleStudentT
    scipy.stats._survival: ECDFResult EmpiricalDistributionFunction LogRankResult
    scipy.stats._wilcoxon: WilcoxonDistribution
    scipy.stats.contingency: Chi2ContingencyResult
  `,
  data: `
    scipy.interpolate._interpolate: interp1d._call_linear interp1d._call_linear_np interp1d._call_nan_spline
      interp1d._call_nearest interp1d._call_previousnext interp1d._call_spline
    scipy.stats._discrete_distns: bernoulli_gen._entropy betabinom_gen._entropy betanbinom_gen._entropy
      binom_gen._entropy boltzmann_gen._entropy dlaplace_gen._entropy geom_gen._entropy hypergeom_gen._entropy
      logser_gen._entropy nbinom_gen._entropy nchypergeom_fisher_gen._entropy nchypergeom_wallenius_gen._entropy
      nhypergeom_gen._entropy planck_gen._entropy poisson_gen._entropy randint_gen._entropy skellam_gen._entropy
      yulesimon_gen._entropy zipf_gen._entropy zipfian_gen._entropy
    scipy.stats._distn_infrastructure: rv_sample._entropy rv_discrete._entropy
    scipy._lib.array_api_compat.numpy._aliases: asarray
    scipy.spatial.distance: braycurtis canberra chebyshev cityblock correlation cosine euclidean jaccard
      minkowski sqeuclidean
    scipy.special._special_ufuncs: entr erf erfc exp10 exp2 expit expm1 gammaln log1p log_expit logit ndtr ndtri
    scipy.special._ufuncs: entr erf erfc exp10 exp2 expit expm1 gammaln log1p log_expit logit ndtr ndtri
  `,
  container: `
    scipy.optimize._optimize: OptimizeResult
    scipy.sparse._arrays: dok_array
    scipy.sparse._dok: dok_array dok_matrix
  `,
}
