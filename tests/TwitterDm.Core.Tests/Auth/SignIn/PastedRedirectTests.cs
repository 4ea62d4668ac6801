using TwitterDm.Auth.SignIn;

namespace TwitterDm.Core.Tests.Auth.SignIn;

public sealed class PastedRedirectTests
{
    private const string Canary = "canary-of-a-code";
    private const string State = "the-state";

    private static readonly Uri Redirect = new("http://localhost:8080/callback");

    [Theory]
    [InlineData("http://localhost:8080/callback?state=the-state&code=canary-of-a-code")]
    [InlineData("  \"http://localhost:8080/callback?code=canary-of-a-code&state=the-state\"\r\n")]
    [InlineData("<http://LOCALHOST:8080/callback?code=canary-of-a-code&state=the-state#>")]
    [InlineData("?state=the-state&code=canary%2Dof%2Da%2Dcode")]
    [InlineData("code=canary-of-a-code&state=the-state")]
    [InlineData("\tcanary-of-a-code ")]
    public void The_code_is_found_in_any_copied_form(string pasted)
        => Assert.Equal(Canary, PastedRedirect.CodeIn(pasted, Redirect, State));

    [Theory]
    [InlineData(null, DmErrorKind.InvalidRequest, "Nothing was pasted")]
    [InlineData(" '' ", DmErrorKind.InvalidRequest, "Nothing was pasted")]
    [InlineData("canary-of-a-code and more", DmErrorKind.InvalidRequest, "neither the redirect address nor a code")]
    [InlineData("https://x.com/i/oauth2/authorize?code=canary-of-a-code&state=the-state", DmErrorKind.InvalidRequest, "begins with http://localhost:8080/callback")]
    [InlineData("http://localhost:8080/other?code=canary-of-a-code&state=the-state", DmErrorKind.InvalidRequest, "begins with http://localhost:8080/callback")]
    [InlineData("http://localhost:8080/callback?code=canary-of-a-code&state=other", DmErrorKind.Authentication, "wrong state")]
    [InlineData("http://localhost:8080/callback?code=canary-of-a-code", DmErrorKind.Authentication, "wrong state")]
    [InlineData("code=canary-of-a-code&state=the-state&state=the-state", DmErrorKind.Authentication, "wrong state")]
    [InlineData("http://localhost:8080/callback?state=the-state", DmErrorKind.Authentication, "no code")]
    [InlineData("?state=the-state&code=canary-of-a-code&code=canary-of-a-code", DmErrorKind.Authentication, "no code")]
    [InlineData("http://localhost:8080/callback?error=access_denied&state=the-state", DmErrorKind.Authentication, "denied")]
    [InlineData("?error=server_error&error_description=Not%20today%1B[31m&state=the-state", DmErrorKind.Authentication, "server_error: Not today␛[31m")]
    public void An_invalid_input_is_reported_without_repeating_it(string? pasted, DmErrorKind kind, string words)
    {
        var error = Assert.Throws<DmException>(() => PastedRedirect.CodeIn(pasted, Redirect, State));

        Assert.Equal(kind, error.Kind);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.True(error.Reason != DmErrorReason.None || error.RecommendedAction is not null);
        Assert.DoesNotContain(Canary, error.ToString() + error.RecommendedAction + error.Target, StringComparison.Ordinal);
    }
}
