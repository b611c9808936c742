// Overlap and border distances of two label maps with ITK.
//
//   itk_peer REFERENCE PREDICTION
//
// Overlap of all labels by LabelOverlapMeasuresImageFilter. Distances as in the well-known recipe: the contour of
// each mask (voxels with one of their 6 neighbours outside), the distance map of the other contour by
// SignedMaurerDistanceMapImageFilter in mm, read at the contour. Every label is cropped to the box that holds it in
// both masks. Prints one JSON object: "label metric" -> value.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>
#include <vector>

#include "itkBinaryContourImageFilter.h"
#include "itkImageFileReader.h"
#include "itkImageRegionConstIteratorWithIndex.h"
#include "itkImageRegionIterator.h"
#include "itkLabelOverlapMeasuresImageFilter.h"
#include "itkNiftiImageIO.h"
#include "itkSignedMaurerDistanceMapImageFilter.h"

using Labels = itk::Image<unsigned char, 3>;
using Distances = itk::Image<float, 3>;
using Box = std::pair<Labels::IndexType, Labels::IndexType>;

static void print(unsigned label, const char * metric, double value)
{
  static bool first = true;
  std::printf("%s\"%u %s\": %.17g", first ? "{" : ", ", label, metric, value);
  first = false;
}

static Labels::Pointer readLabels(const char * path)
{
  auto reader = itk::ImageFileReader<Labels>::New();
  reader->SetImageIO(itk::NiftiImageIO::New());
  reader->SetFileName(path);
  reader->Update();
  return reader->GetOutput();
}

static void growBoxes(const Labels * image, std::map<unsigned, Box> & boxes)
{
  itk::ImageRegionConstIteratorWithIndex<Labels> at(image, image->GetLargestPossibleRegion());
  for (; !at.IsAtEnd(); ++at)
  {
    if (at.Get() == 0) continue;
    const auto index = at.GetIndex();
    auto & box = boxes.try_emplace(at.Get(), index, index).first->second;
    for (int axis = 0; axis < 3; ++axis)
    {
      box.first[axis] = std::min(box.first[axis], index[axis]);
      box.second[axis] = std::max(box.second[axis], index[axis]);
    }
  }
}

// The label as 0 and 1 in its box, widened by one voxel that may lie outside the image.
static Labels::Pointer cropped(const Labels * image, unsigned label, const Box & box)
{
  Labels::RegionType inner, outer;
  for (int axis = 0; axis < 3; ++axis)
  {
    inner.SetIndex(axis, box.first[axis]);
    inner.SetSize(axis, box.second[axis] - box.first[axis] + 1);
  }
  outer = inner;
  outer.PadByRadius(1);
  auto mask = Labels::New();
  mask->SetRegions(outer);
  mask->SetSpacing(image->GetSpacing());
  mask->Allocate(true);
  itk::ImageRegionConstIterator<Labels> from(image, inner);
  itk::ImageRegionIterator<Labels> to(mask, inner);
  for (; !from.IsAtEnd(); ++from, ++to) to.Set(from.Get() == label);
  return mask;
}

static Labels::Pointer contourOf(Labels * mask)
{
  auto filter = itk::BinaryContourImageFilter<Labels, Labels>::New();
  filter->SetInput(mask);
  filter->SetForegroundValue(1);
  filter->SetBackgroundValue(0);
  filter->SetFullyConnected(false);
  filter->Update();
  return filter->GetOutput();
}

static std::vector<double> distancesFrom(Labels * contour, Labels * target)
{
  auto filter = itk::SignedMaurerDistanceMapImageFilter<Labels, Distances>::New();
  filter->SetInput(target);
  filter->SetUseImageSpacing(true);
  filter->SetSquaredDistance(false);
  filter->Update();
  std::vector<double> found;
  itk::ImageRegionConstIterator<Labels> at(contour, contour->GetLargestPossibleRegion());
  itk::ImageRegionConstIterator<Distances> distance(filter->GetOutput(), contour->GetLargestPossibleRegion());
  for (; !at.IsAtEnd(); ++at, ++distance)
    if (at.Get() != 0) found.push_back(std::abs(distance.Get()));
  return found;
}

static double percentile95(std::vector<double> values)
{
  const double rank = 0.95 * (values.size() - 1);
  const size_t lower = static_cast<size_t>(rank);
  std::nth_element(values.begin(), values.begin() + lower, values.end());
  if (lower + 1 == values.size()) return values[lower];
  const double next = *std::min_element(values.begin() + lower + 1, values.end());
  return values[lower] + (next - values[lower]) * (rank - lower);
}

static void printDistances(unsigned label, const std::vector<double> & a, const std::vector<double> & b)
{
  const double sumA = std::accumulate(a.begin(), a.end(), 0.0);
  const double sumB = std::accumulate(b.begin(), b.end(), 0.0);
  print(label, "hd", std::max(*std::max_element(a.begin(), a.end()), *std::max_element(b.begin(), b.end())));
  print(label, "hd95", std::max(percentile95(a), percentile95(b)));
  print(label, "assd", (sumA + sumB) / (a.size() + b.size()));
  print(label, "masd", (sumA / a.size() + sumB / b.size()) / 2);
  for (const int tolerance : { 1, 2 })
  {
    // The map holds float: a distance equal to the tolerance must not fall outside by rounding.
    const auto isWithin = [tolerance](double d) { return d <= tolerance * (1 + 1e-6); };
    const auto within = std::count_if(a.begin(), a.end(), isWithin) + std::count_if(b.begin(), b.end(), isWithin);
    print(label, tolerance == 1 ? "nsd@1" : "nsd@2", double(within) / (a.size() + b.size()));
  }
}

int main(int argc, char ** argv)
{
  if (argc != 3) return 2;
  const auto reference = readLabels(argv[1]);
  const auto prediction = readLabels(argv[2]);
  auto overlap = itk::LabelOverlapMeasuresImageFilter<Labels>::New();
  overlap->SetSourceImage(prediction);
  overlap->SetTargetImage(reference);
  overlap->Update();
  std::map<unsigned, Box> inReference, inPrediction, boxes;
  growBoxes(reference, inReference);
  growBoxes(prediction, inPrediction);
  growBoxes(reference, boxes);
  growBoxes(prediction, boxes);
  for (const auto & [label, box] : boxes)
  {
    print(label, "dice", overlap->GetDiceCoefficient(label));
    print(label, "jaccard", overlap->GetJaccardCoefficient(label));
    if (!inReference.count(label) || !inPrediction.count(label)) continue;
    const auto a = contourOf(cropped(reference, label, box));
    const auto b = contourOf(cropped(prediction, label, box));
    printDistances(label, distancesFrom(a, b), distancesFrom(b, a));
  }
  std::printf("}\n");
  return 0;
}
