/**
 * Writes what nnU-Net's evaluator (0e49508, compute_metrics_on_folder, save_summary_json) computes and writes from
 * the counts below, by numpy 2.4.6 and json.dump(indent=4, sort_keys=True) of Python 3.
 */
export const summaryText = String.raw`
{
    "foreground_mean": {
        "Dice": NaN,
        "FN": 3.1666666666666665,
        "FP": 16834.833333333332,
        "IoU": NaN,
        "TN": 643.8333333333334,
        "TP": 22.166666666666668,
        "n_pred": 16857.0,
        "n_ref": 25.333333333333332
    },
    "mean": {
        "(1, 2, 3)": {
            "Dice": 0.9086872586872587,
            "FN": 8.0,
            "FP": 5.0,
            "IoU": 0.8347938980850373,
            "TN": 921.5,
            "TP": 65.5,
            "n_pred": 70.5,
            "n_ref": 73.5
        },
        "10": {
            "Dice": 0.0010090004990259977,
            "FN": 1.5,
            "FP": 50499.5,
            "IoU": 0.0005049998000079997,
            "TN": 10.0,
            "TP": 1.0,
            "n_pred": 50500.5,
            "n_ref": 2.5
        },
        "2": {
            "Dice": NaN,
            "FN": 0.0,
            "FP": 0.0,
            "IoU": NaN,
            "TN": 1000.0,
            "TP": 0.0,
            "n_pred": 0.0,
            "n_ref": 0.0
        }
    },
    "metric_per_case": [
        {
            "metrics": {
                "(1, 2, 3)": {
                    "Dice": 0.9459459459459459,
                    "FN": 5,
                    "FP": 3,
                    "IoU": 0.8974358974358975,
                    "TN": 922,
                    "TP": 70,
                    "n_pred": 73,
                    "n_ref": 75
                },
                "10": {
                    "Dice": 0.001998001998001998,
                    "FN": 0,
                    "FP": 999,
                    "IoU": 0.001,
                    "TN": 0,
                    "TP": 1,
                    "n_pred": 1000,
                    "n_ref": 1
                },
                "2": {
                    "Dice": NaN,
                    "FN": 0,
                    "FP": 0,
                    "IoU": NaN,
                    "TN": 1000,
                    "TP": 0,
                    "n_pred": 0,
                    "n_ref": 0
                }
            },
            "prediction_file": "/pred/\u00e4.nii.gz",
            "reference_file": "/ref/\u00e4.nii.gz"
        },
        {
            "metrics": {
                "(1, 2, 3)": {
                    "Dice": 0.8714285714285714,
                    "FN": 11,
                    "FP": 7,
                    "IoU": 0.7721518987341772,
                    "TN": 921,
                    "TP": 61,
                    "n_pred": 68,
                    "n_ref": 72
                },
                "10": {
                    "Dice": 1.99990000499975e-05,
                    "FN": 3,
                    "FP": 100000,
                    "IoU": 9.99960001599936e-06,
                    "TN": 20,
                    "TP": 1,
                    "n_pred": 100001,
                    "n_ref": 4
                },
                "2": {
                    "Dice": NaN,
                    "FN": 0,
                    "FP": 0,
                    "IoU": NaN,
                    "TN": 1000,
                    "TP": 0,
                    "n_pred": 0,
                    "n_ref": 0
                }
            },
            "prediction_file": "/pred/b\"c.nii.gz",
            "reference_file": "/ref/b\"c.nii.gz"
        }
    ]
}
`.trim();

/** TP, FP, FN, TN of the region (1, 2, 3), and of labels 2 and 10. */
export const summaryCounts: readonly (readonly [string, Readonly<Record<string, readonly number[]>>])[] = [
  ["\u00e4", { "(1, 2, 3)": [70, 3, 5, 922], "2": [0, 0, 0, 1000], "10": [1, 999, 0, 0] }],
  ['b"c', { "(1, 2, 3)": [61, 7, 11, 921], "2": [0, 0, 0, 1000], "10": [1, 100000, 3, 20] }],
];
