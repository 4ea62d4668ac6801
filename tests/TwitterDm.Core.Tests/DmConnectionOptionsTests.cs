namespace TwitterDm.Core.Tests;

public sealed class DmConnectionOptionsTests
{
    [Theory]
    [InlineData("https://api.x.com", "https://api.x.com/")]
    [InlineData("https://proxy.example/x/", "https://proxy.example/x/")]
    [InlineData("https://proxy.example/x", "https://proxy.example/x/")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://localhost:8080/", "http://localhost:8080/")]
    [InlineData("http://[::1]:8080/", "http://[::1]:8080/")]
    public void Https_and_loopback_are_accepted(string given, string used)
        => Assert.Equal(used, DmConnectionOptions.CheckBaseUri(new Uri(given)).AbsoluteUri);

    [Theory]
    [InlineData("http://api.x.com")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("api.x.com")]
    [InlineData("https://api.x.com/?key=1")]
    [InlineData("https://api.x.com/#there")]
    [InlineData("https://xn--ab\u00E9c/")]
    public void Any_other_address_is_rejected_and_named(string given)
    {
        var error = Assert.Throws<DmException>(() => DmConnectionOptions.CheckBaseUri(new Uri(given, UriKind.RelativeOrAbsolute)));

        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
        Assert.Contains(given, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_in_an_address_is_rejected_and_not_repeated()
    {
        var error = Assert.Throws<DmException>(() => DmConnectionOptions.CheckBaseUri(new Uri("https://me:canary@api.x.com/")));

        Assert.DoesNotContain("canary", error.ToString() + error.Target, StringComparison.Ordinal);
    }
}
