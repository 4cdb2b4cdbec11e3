#define BOOST_TEST_MODULE crypto
#include <boost/test/unit_test.hpp>

#include "io/crypto.hpp"

using namespace std::string_literals;

// FIPS 180-4's own example, and RFC 4231's second.
BOOST_AUTO_TEST_CASE(known_digests) {
  BOOST_TEST(io::sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  BOOST_TEST(io::to_hex(io::bytes(io::sha256("abc"))) == io::sha256_hex("abc"));
  const io::Hmac hmac("Jefe");
  for (int time = 0; time < 2; ++time) {
    BOOST_TEST(io::to_hex(io::bytes(hmac("what do ya want for nothing?"))) ==
               "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }
}

BOOST_AUTO_TEST_CASE(hexadecimal_and_back) {
  const std::string bytes = "\0\x01\x7f\x80\xff"s;
  BOOST_TEST(io::to_hex(bytes) == "00017f80ff");
  BOOST_TEST(io::from_hex("00017f80ff") == bytes);
  BOOST_TEST(io::from_hex("00017F80FF") == bytes);
  BOOST_TEST(io::from_hex("").empty());
  for (const char* bad : {"0", "012", "0g", "g0", " 1", "1 ", "-1", "+1", "0x"}) {
    BOOST_CHECK_THROW(io::from_hex(bad), std::invalid_argument);
  }
}

BOOST_AUTO_TEST_CASE(random_bytes_are_as_many_as_asked_for_and_differ) {
  BOOST_TEST(io::random_bytes(16).size() == 16);
  BOOST_TEST(io::random_bytes(16) != io::random_bytes(16));
}
