// Feeds a fuzz target random variations of its corpus: like libFuzzer without coverage, but available wherever the
// tests run.
//   fuzz_TARGET HOW-MANY FILE…     (PRIZEDRAW_SEED repeats a run)

#include <fstream>
#include <iterator>
#include <random>
#include <vector>

#include "fuzz.hpp"

namespace {

using Bytes = std::vector<std::uint8_t>;

class Mutator {
 public:
  Mutator(std::vector<Bytes> corpus, unsigned seed) : corpus_(std::move(corpus)), random_(seed) {}

  Bytes next() {
    Bytes bytes = any();
    for (std::size_t change = below(6); change-- > 0;) mutate(bytes);
    return bytes;
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }
  const Bytes& any() { return corpus_[below(corpus_.size())]; }
  auto place(Bytes& bytes) { return bytes.begin() + static_cast<std::ptrdiff_t>(below(bytes.size() + 1)); }

  void mutate(Bytes& bytes) {
    switch (below(4)) {
      case 0:
        if (auto at = place(bytes); at != bytes.end()) *at = static_cast<std::uint8_t>(random_());
        break;
      case 1: bytes.insert(place(bytes), static_cast<std::uint8_t>(random_())); break;
      case 2:
        if (auto at = place(bytes); at != bytes.end()) bytes.erase(at, at + 1 + (bytes.end() - at - 1) / 2);
        break;
      default:  // a piece of another input
        const Bytes& other = any();
        const std::size_t from = below(other.size() + 1);
        bytes.insert(place(bytes), other.begin() + static_cast<std::ptrdiff_t>(from), other.end());
    }
  }

  std::vector<Bytes> corpus_;
  std::mt19937 random_;
};

}  // namespace

int main(int count, char** arguments) {
  std::vector<Bytes> corpus(1);
  for (int i = 2; i < count; ++i) {
    std::ifstream file(arguments[i], std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  if (corpus.size() < 2) return EXIT_FAILURE;
  const char* given = std::getenv("PRIZEDRAW_SEED");
  const unsigned seed = given != nullptr ? static_cast<unsigned>(std::stoul(given)) : std::random_device()();
  const long long inputs = std::stoll(arguments[1]) * (std::getenv("PRIZEDRAW_SOAK") != nullptr ? 20 : 1);
  std::cout << "PRIZEDRAW_SEED=" << seed << ", " << inputs << " inputs" << std::endl;
  Mutator mutator(corpus, seed);
  for (long long i = 0; i < inputs; ++i) {
    const Bytes bytes = mutator.next();
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  }
}
