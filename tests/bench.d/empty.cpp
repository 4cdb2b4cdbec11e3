// A minimal FastCGI program, with which tests/bench compares the prize draw's programs.

#include <fcgiapp.h>

int main() {
  FCGX_Request request;
  if (FCGX_Init() != 0 || FCGX_InitRequest(&request, 0, 0) != 0) return 1;
  while (FCGX_Accept_r(&request) == 0) FCGX_PutS("Content-Type: text/html\r\nContent-Length: 0\r\n\r\n", request.out);
}
