using TwitterDm.Text;

namespace TwitterDm.Core.Tests.Text;

public sealed class AsciiHostTests
{
    [Theory]
    [InlineData("https://Example.com/", "example.com")]
    [InlineData("https://\u0430\u0440\u0440\u04CF\u0435.com/", "xn--80ak6aa92e.com")]
    [InlineData("https://[::1]:8080/", "::1")]
    [InlineData("https://xn--ab\u00E9c/", null)]
    public void A_host_that_has_no_ASCII_form_is_null(string address, string? host) => Assert.Equal(host, AsciiHost.Of(new Uri(address)));

    // Whether there is one depends on the system's tables.
    [Theory]
    [InlineData("https://a\u2028b/")]
    [InlineData("https://\u00AD/")]
    [InlineData("https://\u00E9.xn--0/")]
    public void A_host_in_ASCII_is_ASCII_or_null(string address) => Assert.True(AsciiHost.Of(new Uri(address))?.All(char.IsAscii) ?? true);
}
