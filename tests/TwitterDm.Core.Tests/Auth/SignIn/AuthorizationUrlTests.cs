using TwitterDm.Auth;
using TwitterDm.Auth.SignIn;

namespace TwitterDm.Core.Tests.Auth.SignIn;

public sealed class AuthorizationUrlTests
{
    [Fact]
    public void The_url_has_exactly_the_required_parameters()
    {
        var address = Create(new() { ClientId = "an&id" });

        Assert.Equal("https://x.com/i/oauth2/authorize", address.GetLeftPart(UriPartial.Path));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["response_type"] = "code",
                ["client_id"] = "an&id",
                ["redirect_uri"] = "http://localhost:8080/callback",
                ["scope"] = "dm.read dm.write tweet.read users.read media.write offline.access",
                ["state"] = "the state",
                ["code_challenge"] = "the challenge",
                ["code_challenge_method"] = "S256",
            },
            FormText.ReadOnce(address.Query.TrimStart('?')));
    }

    [Theory]
    [InlineData("http://x.com/i/oauth2/authorize")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ms-settings:display")]
    [InlineData("https://x.com/authorize?client_id=another")]
    [InlineData("/i/oauth2/authorize")]
    [InlineData("https://xn--ab\u00E9c/i/oauth2/authorize")]
    public void An_unsafe_authorization_page_is_rejected(string page)
        => AssertRefused(page, new() { ClientId = "id", AuthorizeUri = new Uri(page, UriKind.RelativeOrAbsolute) });

    [Theory]
    [InlineData("http://example.com/callback")]
    [InlineData("http://localhost:8080/callback?next=1")]
    [InlineData("http://localhost:8080/callback#part")]
    [InlineData("http://loopback:8080/callback")]
    [InlineData("http://127.1:8080/callback")]
    [InlineData("callback")]
    [InlineData("http://xn--ab\u00E9c:8080/callback")]
    [InlineData("https://xn--ab\u00E9c:8080/callback")]
    public void An_unencrypted_redirect_over_a_network_is_rejected(string redirect)
        => AssertRefused(redirect, new() { ClientId = "id", RedirectUri = new Uri(redirect, UriKind.RelativeOrAbsolute) });

    [Fact]
    public void A_redirect_uri_is_sent_as_written()
    {
        var address = Create(new() { ClientId = "id", RedirectUri = new Uri("http://LOCALHOST:8080") });

        Assert.Contains("redirect_uri=http%3A%2F%2FLOCALHOST%3A8080&", address.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("dm.read dm.write")]
    public void A_scope_is_one_word(string scope) => AssertRefused(scope, new() { ClientId = "id", Scopes = ["tweet.read", scope] });

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    public void A_client_id_has_no_white_space(string id)
        => Assert.Equal(DmErrorKind.InvalidRequest, Assert.Throws<DmException>(() => Create(new() { ClientId = id })).Kind);

    private static void AssertRefused(string named, PkceSignInOptions options)
    {
        var error = Assert.Throws<DmException>(() => Create(options));

        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
        Assert.Contains($"'{named}'", error.Message, StringComparison.Ordinal);
    }

    private static Uri Create(PkceSignInOptions options) => AuthorizationUrl.Create(options, "the state", "the challenge");
}
