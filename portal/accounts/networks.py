"""Which network a request comes from, without keeping its address."""

from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def network_of(request: HttpRequest) -> str:
    """A keyed digest of the visitor's network, the same for the same one; empty when unknown.

    One IPv4 address, or the half of an IPv6 address that is given to one household.
    """
    if not request.META.get("REMOTE_ADDR"):
        return ""
    try:
        address = ip_address(str(get_adapter().get_client_ip(request)).partition("%")[0])
    except (ValueError, PermissionDenied):
        return ""
    length = 64 if address.version == 6 else 32
    network = ip_network((address, length), strict=False)
    return salted_hmac("portal.accounts.networks", str(network), algorithm="sha256").hexdigest()
