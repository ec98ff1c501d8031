import type { NamesByRole } from '../names-by-role.ts'

/** Functions that models refer to and that only compute: metrics, kernels, tests of hypotheses, activations. */
export const functionNames: NamesByRole = {
  data: `
    numpy: absolute add all allclose alltrue amax amin angle any append arange arccos arccosh arcsin arcsinh
      arctan arctan2 arctanh argmax argmin argpartition argsort argwhere around array array2string array_equal
      array_equiv array_repr array_split array_str asanyarray asarray asarray_chkfinite ascontiguousarray
      asfortranarray astype atleast_1d atleast_2d atleast_3d average bartlett binary_repr bincount bitwise_and
      bitwise_count bitwise_or bitwise_xor blackman block broadcast_arrays broadcast_shapes broadcast_to
      busday_count busday_offset can_cast cbrt ceil choose clip column_stack common_type compress concatenate
      conjugate convolve copy copysign copyto corrcoef correlate cos cosh count_nonzero cov cross cumprod
      cumproduct cumsum cumulative_prod cumulative_sum datetime_as_string deg2rad degrees delete diag
      diag_indices diag_indices_from diagflat diagonal diff digitize divide divmod dot dsplit dstack ediff1d
      einsum einsum_path empty empty_like equal exp exp2 expand_dims expm1 extract eye fabs fill_diagonal fix
      flatnonzero flip fliplr flipud float_power floor floor_divide fmax fmin fmod format_float_positional
      format_float_scientific frexp frombuffer fromstring full full_like gcd geomspace gradient greater
      greater_equal hamming hanning heaviside histogram histogram2d histogram_bin_edges histogramdd hsplit
      hstack hypot i0 identity imag in1d indices inner insert interp intersect1d invert is_busday isclose
      iscomplex iscomplexobj isdtype isfinite isfortran isin isinf isnan isnat isneginf isposinf isreal
      isrealobj isscalar issubclass_ issubdtype issubsctype iterable ix_ kaiser kron lcm ldexp left_shift less
      less_equal lexsort linspace log log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or
      logical_xor logspace mask_indices matmul matrix_transpose matvec max maximum mean median meshgrid min
      min_scalar_type minimum mintypecode modf moveaxis msort multiply nan_to_num nanargmax nanargmin nancumprod
      nancumsum nanmax nanmean nanmedian nanmin nanpercentile nanprod nanquantile nanstd nansum nanvar ndim
      negative nextafter nonzero not_equal ones ones_like outer packbits pad partition percentile place poly
      polyadd polyder polydiv polyfit polyint polymul polysub polyval positive power prod product promote_types
      ptp put put_along_axis putmask quantile rad2deg radians ravel ravel_multi_index real real_if_close
      reciprocal remainder repeat require reshape resize result_type right_shift rint roll rollaxis roots rot90
      round round_ row_stack searchsorted select setdiff1d setxor1d shape sign signbit sin sinc sinh size
      sometrue sort sort_complex spacing split sqrt square squeeze stack std subtract sum swapaxes take
      take_along_axis tan tanh tensordot tile trace transpose trapezoid trapz tri tril tril_indices
      tril_indices_from trim_zeros triu triu_indices triu_indices_from trunc typename union1d unique unique_all
      unique_counts unique_inverse unique_values unpackbits unravel_index unstack unwrap vander var vdot vecdot
      vecmat vsplit vstack where zeros zeros_like
    numpy.linalg: cholesky cond cross det diagonal eig eigh eigvals eigvalsh inv lstsq matmul matrix_norm
      matrix_power matrix_rank matrix_transpose multi_dot norm outer pinv qr slogdet solve svd svdvals tensordot
      tensorinv tensorsolve trace vecdot vector_norm
    scipy.spatial.distance: braycurtis canberra chebyshev cityblock correlation cosine dice euclidean hamming
      jaccard jensenshannon kulczynski1 mahalanobis minkowski rogerstanimoto russellrao seuclidean sokalmichener
      sokalsneath sqeuclidean yule
    scipy.special: agm airy airye bdtr bdtrc bdtri bdtrik bdtrin bei beip ber berp besselpoly beta betainc
      betaincc betainccinv betaincinv betaln binom boxcox boxcox1p btdtr btdtri btdtria btdtrib cbrt chdtr
      chdtrc chdtri chdtriv chndtr chndtridf chndtrinc chndtrix cosdg cosm1 cotdg dawsn ellipe ellipeinc ellipj
      ellipk ellipkinc ellipkm1 elliprc elliprd elliprf elliprg elliprj entr erf erfc erfcinv erfcx erfi erfinv
      eval_chebyc eval_chebys eval_chebyt eval_chebyu eval_gegenbauer eval_genlaguerre eval_hermite
      eval_hermitenorm eval_jacobi eval_laguerre eval_legendre eval_sh_chebyt eval_sh_chebyu eval_sh_jacobi
      eval_sh_legendre exp1 exp10 exp2 expi expit expm1 expn exprel fdtr fdtrc fdtri fdtridfd fresnel gamma
      gammainc gammaincc gammainccinv gammaincinv gammaln gammasgn gdtr gdtrc gdtria gdtrib gdtrix hankel1
      hankel1e hankel2 hankel2e huber hyp0f1 hyp1f1 hyp2f1 hyperu i0 i0e i1 i1e inv_boxcox inv_boxcox1p it2i0k0
      it2j0y0 it2struve0 itairy iti0k0 itj0y0 itmodstruve0 itstruve0 iv ive j0 j1 jv jve k0 k0e k1 k1e kei keip
      kelvin ker kerp kl_div kn kolmogi kolmogorov kv kve log1p log_expit log_ndtr log_wright_bessel loggamma
      logit lpmv mathieu_a mathieu_b mathieu_cem mathieu_modcem1 mathieu_modcem2 mathieu_modsem1 mathieu_modsem2
      mathieu_sem modfresnelm modfresnelp modstruve nbdtr nbdtrc nbdtri nbdtrik nbdtrin ncfdtr ncfdtri
      ncfdtridfd ncfdtridfn ncfdtrinc nctdtr nctdtridf nctdtrinc nctdtrit ndtr ndtri ndtri_exp nrdtrimn nrdtrisd
      obl_ang1 obl_ang1_cv obl_cv obl_rad1 obl_rad1_cv obl_rad2 obl_rad2_cv owens_t pbdv pbvv pbwa pdtr pdtrc
      pdtri pdtrik poch powm1 pro_ang1 pro_ang1_cv pro_cv pro_rad1 pro_rad1_cv pro_rad2 pro_rad2_cv pseudo_huber
      psi radian rel_entr rgamma round shichi sici sindg smirnov smirnovi spence sph_harm stdtr stdtridf stdtrit
      struve tandg tklmbda voigt_profile wofz wright_bessel wrightomega xlog1py xlogy y0 y1 yn yv yve zetac
    scipy.special._special_ufuncs: agm airy airye bdtr bdtrc bdtri bdtrik bdtrin bei beip ber berp besselpoly
      beta betainc betaincc betainccinv betaincinv betaln binom boxcox boxcox1p btdtr btdtri btdtria btdtrib
      cbrt chdtr chdtrc chdtri chdtriv chndtr chndtridf chndtrinc chndtrix cosdg cosm1 cotdg dawsn ellipe
      ellipeinc ellipj ellipk ellipkinc ellipkm1 elliprc elliprd elliprf elliprg elliprj entr erf erfc erfcinv
      erfcx erfi erfinv eval_chebyc eval_chebys eval_chebyt eval_chebyu eval_gegenbauer eval_genlaguerre
      eval_hermite eval_hermitenorm eval_jacobi eval_laguerre eval_legendre eval_sh_chebyt eval_sh_chebyu
      eval_sh_jacobi eval_sh_legendre exp1 exp10 exp2 expi expit expm1 expn exprel fdtr fdtrc fdtri fdtridfd
      fresnel gamma gammainc gammaincc gammainccinv gammaincinv gammaln gammasgn gdtr gdtrc gdtria gdtrib gdtrix
      hankel1 hankel1e hankel2 hankel2e huber hyp0f1 hyp1f1 hyp2f1 hyperu i0 i0e i1 i1e inv_boxcox inv_boxcox1p
      it2i0k0 it2j0y0 it2struve0 itairy iti0k0 itj0y0 itmodstruve0 itstruve0 iv ive j0 j1 jv jve k0 k0e k1 k1e
      kei keip kelvin ker kerp kl_div kn kolmogi kolmogorov kv kve log1p log_expit log_ndtr log_wright_bessel
      loggamma logit lpmv mathieu_a mathieu_b mathieu_cem mathieu_modcem1 mathieu_modcem2 mathieu_modsem1
      mathieu_modsem2 mathieu_sem modfresnelm modfresnelp modstruve nbdtr nbdtrc nbdtri nbdtrik nbdtrin ncfdtr
      ncfdtri ncfdtridfd ncfdtridfn ncfdtrinc nctdtr nctdtridf nctdtrinc nctdtrit ndtr ndtri ndtri_exp nrdtrimn
      nrdtrisd obl_ang1 obl_ang1_cv obl_cv obl_rad1 obl_rad1_cv obl_rad2 obl_rad2_cv owens_t pbdv pbvv pbwa pdtr
      pdtrc pdtri pdtrik poch powm1 pro_ang1 pro_ang1_cv pro_cv pro_rad1 pro_rad1_cv pro_rad2 pro_rad2_cv
      pseudo_huber psi radian rel_entr rgamma round shichi sici sindg smirnov smirnovi spence sph_harm stdtr
      stdtridf stdtrit struve tandg tklmbda voigt_profile wofz wright_bessel wrightomega xlog1py xlogy y0 y1 yn
      yv yve zetac
    scipy.special._ufuncs: agm airy airye bdtr bdtrc bdtri bdtrik bdtrin bei beip ber berp besselpoly beta
      betainc betaincc betainccinv betaincinv betaln binom boxcox boxcox1p btdtr btdtri btdtria btdtrib cbrt
      chdtr chdtrc chdtri chdtriv chndtr chndtridf chndtrinc chndtrix cosdg cosm1 cotdg dawsn ellipe ellipeinc
      ellipj ellipk ellipkinc ellipkm1 elliprc elliprd elliprf elliprg elliprj entr erf erfc erfcinv erfcx erfi
      erfinv eval_chebyc eval_chebys eval_chebyt eval_chebyu eval_gegenbauer eval_genlaguerre eval_hermite
      eval_hermitenorm eval_jacobi eval_laguerre eval_legendre eval_sh_chebyt eval_sh_chebyu eval_sh_jacobi
      eval_sh_legendre exp1 exp10 exp2 expi expit expm1 expn exprel fdtr fdtrc fdtri fdtridfd fresnel gamma
      gammainc gammaincc gammainccinv gammaincinv gammaln gammasgn gdtr gdtrc gdtria gdtrib gdtrix hankel1
      hankel1e hankel2 hankel2e huber hyp0f1 hyp1f1 hyp2f1 hyperu i0 i0e i1 i1e inv_boxcox inv_boxcox1p it2i0k0
      it2j0y0 it2struve0 itairy iti0k0 itj0y0 itmodstruve0 itstruve0 iv ive j0 j1 jv jve k0 k0e k1 k1e kei keip
      kelvin ker kerp kl_div kn kolmogi kolmogorov kv kve log1p log_expit log_ndtr log_wright_bessel loggamma
      logit lpmv mathieu_a mathieu_b mathieu_cem mathieu_modcem1 mathieu_modcem2 mathieu_modsem1 mathieu_modsem2
      mathieu_sem modfresnelm modfresnelp modstruve nbdtr nbdtrc nbdtri nbdtrik nbdtrin ncfdtr ncfdtri
      ncfdtridfd ncfdtridfn ncfdtrinc nctdtr nctdtridf nctdtrinc nctdtrit ndtr ndtri ndtri_exp nrdtrimn nrdtrisd
      obl_ang1 obl_ang1_cv obl_cv obl_rad1 obl_rad1_cv obl_rad2 obl_rad2_cv owens_t pbdv pbvv pbwa pdtr pdtrc
      pdtri pdtrik poch powm1 pro_ang1 pro_ang1_cv pro_cv pro_rad1 pro_rad1_cv pro_rad2 pro_rad2_cv pseudo_huber
      psi radian rel_entr rgamma round shichi sici sindg smirnov smirnovi spence sph_harm stdtr stdtridf stdtrit
      struve tandg tklmbda voigt_profile wofz wright_bessel wrightomega xlog1py xlogy y0 y1 yn yv yve zetac
    scipy.stats._binned_statistic: binned_statistic binned_statistic_2d binned_statistic_dd
    scipy.stats._binomtest: binomtest
    scipy.stats._bws_test: bws_test
    scipy.stats._correlation: chatterjeexi spearmanrho
    scipy.stats._distribution_infrastructure: abs exp log make_distribution order_statistic truncate
    scipy.stats._entropy: differential_entropy entropy
    scipy.stats._fit: fit goodness_of_fit
    scipy.stats._hypotests: barnard_exact boschloo_exact cramervonmises cramervonmises_2samp
      epps_singleton_2samp poisson_means_test somersd tukey_hsd
    scipy.stats._mannwhitneyu: mannwhitneyu
    scipy.stats._mgc: multiscale_graphcorr
    scipy.stats._morestats: anderson anderson_ksamp ansari bartlett bayes_mvs binom_test boxcox boxcox_llf
      boxcox_normmax boxcox_normplot circmean circstd circvar directional_stats false_discovery_control fligner
      kstat kstatvar levene median_test mood mvsdist ppcc_max ppcc_plot probplot shapiro wilcoxon yeojohnson
      yeojohnson_llf yeojohnson_normmax yeojohnson_normplot
    scipy.stats._multicomp: dunnett
    scipy.stats._page_trend_test: page_trend_test
    scipy.stats._quantile: quantile
    scipy.stats._resampling: bootstrap monte_carlo_test permutation_test power
    scipy.stats._stats_mstats_common: linregress siegelslopes theilslopes
    scipy.stats._stats_py: alexandergovern brunnermunzel chisquare combine_pvalues cumfreq describe
      energy_distance expectile f_oneway find_repeats fisher_exact friedmanchisquare gmean gstd gzscore hmean
      iqr jarque_bera kendalltau kruskal ks_1samp ks_2samp kstest kurtosis kurtosistest linregress lmoment
      median_abs_deviation mode moment multiscale_graphcorr normaltest obrientransform pearsonr
      percentileofscore pmean pointbiserialr power_divergence quantile_test rankdata ranksums relfreq
      scoreatpercentile sem sigmaclip skew skewtest spearmanr tiecorrect tmax tmean tmin trim1 trim_mean
      trimboth tsem tstd ttest_1samp ttest_ind ttest_ind_from_stats ttest_rel tvar wasserstein_distance
      wasserstein_distance_nd weightedtau zmap zscore
    scipy.stats._survival: ecdf logrank
    scipy.stats._variation: variation
    sklearn.feature_selection._mutual_info: mutual_info_classif mutual_info_regression
    sklearn.feature_selection._univariate_selection: chi2 f_classif f_oneway f_regression r_regression
    sklearn.metrics._classification: accuracy_score balanced_accuracy_score brier_score_loss
      class_likelihood_ratios classification_report cohen_kappa_score confusion_matrix d2_brier_score
      d2_log_loss_score f1_score fbeta_score hamming_loss hinge_loss jaccard_score log_loss matthews_corrcoef
      multilabel_confusion_matrix precision_recall_fscore_support precision_score recall_score zero_one_loss
    sklearn.metrics._ranking: auc average_precision_score confusion_matrix_at_thresholds coverage_error
      dcg_score det_curve label_ranking_average_precision_score label_ranking_loss metric_at_thresholds
      ndcg_score precision_recall_curve roc_auc_score roc_curve top_k_accuracy_score
    sklearn.metrics._regression: d2_absolute_error_score d2_pinball_score d2_tweedie_score
      explained_variance_score max_error mean_absolute_error mean_absolute_percentage_error mean_gamma_deviance
      mean_pinball_loss mean_poisson_deviance mean_squared_error mean_squared_log_error mean_tweedie_deviance
      median_absolute_error r2_score root_mean_squared_error root_mean_squared_log_error
    sklearn.metrics.cluster._bicluster: consensus_score
    sklearn.metrics.cluster._expected_mutual_info_fast: expected_mutual_information
    sklearn.metrics.cluster._supervised: adjusted_mutual_info_score adjusted_rand_score completeness_score
      contingency_matrix entropy fowlkes_mallows_score homogeneity_completeness_v_measure homogeneity_score
      mutual_info_score normalized_mutual_info_score pair_confusion_matrix rand_score v_measure_score
    sklearn.metrics.cluster._unsupervised: calinski_harabasz_score davies_bouldin_score silhouette_samples
      silhouette_score
    sklearn.metrics.pairwise: additive_chi2_kernel chi2_kernel cosine_distances cosine_similarity
      distance_metrics euclidean_distances haversine_distances kernel_metrics laplacian_kernel linear_kernel
      manhattan_distances nan_euclidean_distances paired_cosine_distances paired_distances
      paired_euclidean_distances paired_manhattan_distances pairwise_distances pairwise_distances_argmin
      pairwise_distances_argmin_min pairwise_distances_chunked pairwise_kernels polynomial_kernel rbf_kernel
      sigmoid_kernel
    sklearn.preprocessing._data: add_dummy_feature binarize maxabs_scale minmax_scale normalize power_transform
      quantile_transform robust_scale scale
    sklearn.preprocessing._label: label_binarize
    torch._C._nn: avg_pool2d avg_pool3d elu_ gelu hardtanh_ leaky_relu_ linear one_hot
      scaled_dot_product_attention softplus softshrink
    torch.nn.functional: adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d
      adaptive_max_pool1d_with_indices adaptive_max_pool2d adaptive_max_pool2d_with_indices adaptive_max_pool3d
      adaptive_max_pool3d_with_indices affine_grid alpha_dropout assert_int_or_pair batch_norm
      binary_cross_entropy binary_cross_entropy_with_logits celu cosine_embedding_loss cross_entropy ctc_loss
      dropout dropout1d dropout2d dropout3d elu embedding embedding_bag feature_alpha_dropout fold
      fractional_max_pool2d fractional_max_pool2d_with_indices fractional_max_pool3d
      fractional_max_pool3d_with_indices gaussian_nll_loss glu grid_sample group_norm grouped_mm gumbel_softmax
      hardsigmoid hardswish hardtanh hinge_embedding_loss huber_loss instance_norm interpolate kl_div l1_loss
      layer_norm leaky_relu linear_cross_entropy local_response_norm log_softmax lp_pool1d lp_pool2d lp_pool3d
      margin_ranking_loss max_pool1d max_pool1d_with_indices max_pool2d max_pool2d_with_indices max_pool3d
      max_pool3d_with_indices max_unpool1d max_unpool2d max_unpool3d mish mse_loss multi_head_attention_forward
      multi_margin_loss multilabel_margin_loss multilabel_soft_margin_loss nll_loss normalize pad
      poisson_nll_loss relu relu6 rms_norm rrelu scaled_addmm scaled_addmm_ scaled_grouped_mm scaled_mm selu
      sigmoid silu smooth_l1_loss soft_margin_loss softmax softmin softsign tanh tanhshrink triplet_margin_loss
      triplet_margin_with_distance_loss unfold upsample upsample_bilinear upsample_nearest
    torch.nn.init: calculate_gain constant constant_ dirac dirac_ eye eye_ kaiming_normal kaiming_normal_
      kaiming_uniform kaiming_uniform_ normal normal_ ones_ orthogonal orthogonal_ sparse sparse_ trunc_normal_
      uniform uniform_ xavier_normal xavier_normal_ xavier_uniform xavier_uniform_ zeros_
  `,
}
