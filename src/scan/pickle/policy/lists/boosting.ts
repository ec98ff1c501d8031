import type { NamesByRole } from '../names-by-role.ts'

/** XGBoost, LightGBM and CatBoost. */
export const boostingNames: NamesByRole = {
  class: `
    catboost.core: CatBoost CatBoostClassifier CatBoostRanker CatBoostRegressor
    lightgbm.basic: Booster
    lightgbm.sklearn: LGBMClassifier LGBMModel LGBMRanker LGBMRegressor
    xgboost.core: Booster
    xgboost.sklearn: XGBClassifier XGBModel XGBRFClassifier XGBRFRegressor XGBRanker XGBRegressor
  `,
}
