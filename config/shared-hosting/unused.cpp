// libcurl's static library also supports LDAP, RTMP and Kerberos. Debian lacks static libraries for these, and the
// programs use only http and https (io/https.cpp), so stubs replace them: only those of Kerberos may ever be called, if
// a proxy requires it, and they fail.

#include <cstdlib>

// NOLINTBEGIN: names and shapes are those of the libraries
#define FAILS(name) \
  unsigned name() { return 13u << 16; }  // GSS_S_FAILURE of RFC 2744
#define NEVER(name) \
  void name() { std::abort(); }

extern "C" {

void* GSS_C_NT_HOSTBASED_SERVICE = nullptr;
FAILS(gss_delete_sec_context)
FAILS(gss_display_name)
FAILS(gss_display_status)
FAILS(gss_import_name)
FAILS(gss_init_sec_context)
FAILS(gss_inquire_context)
FAILS(gss_release_buffer)
FAILS(gss_release_name)
FAILS(gss_unwrap)
FAILS(gss_wrap)

NEVER(ber_bvfree)
NEVER(ber_free)
NEVER(ber_memfree)
NEVER(ber_memvfree)
NEVER(ber_sockbuf_add_io)
NEVER(ldap_abandon_ext)
NEVER(ldap_err2string)
NEVER(ldap_free_urldesc)
NEVER(ldap_get_attribute_ber)
NEVER(ldap_get_dn_ber)
NEVER(ldap_get_option)
NEVER(ldap_init_fd)
NEVER(ldap_memfree)
NEVER(ldap_msgfree)
NEVER(ldap_msgtype)
NEVER(ldap_parse_result)
NEVER(ldap_parse_sasl_bind_result)
NEVER(ldap_pvt_url_scheme2proto)
NEVER(ldap_result)
NEVER(ldap_sasl_bind)
NEVER(ldap_search_ext)
NEVER(ldap_set_option)
NEVER(ldap_start_tls)
NEVER(ldap_unbind_ext)
NEVER(ldap_url_parse)

NEVER(RTMP_Alloc)
NEVER(RTMP_Close)
NEVER(RTMP_Connect1)
NEVER(RTMP_ConnectStream)
NEVER(RTMP_Free)
NEVER(RTMP_Init)
NEVER(RTMP_Read)
NEVER(RTMP_SetBufferMS)
NEVER(RTMP_SetupURL)
NEVER(RTMP_Write)
}
// NOLINTEND
