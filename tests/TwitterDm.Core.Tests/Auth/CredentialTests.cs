using TwitterDm.Auth;
using TwitterDm.Http;

namespace TwitterDm.Core.Tests.Auth;

public sealed class CredentialTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two words")]
    [InlineData("line\nbreak")]
    [InlineData("accént")]
    public void A_token_that_is_invalid_in_a_header_is_rejected_without_repeating_it(string token)
    {
        var error = Assert.Throws<DmException>(() => new BearerCredential(token));

        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
        if (token.Trim().Length > 0)
            Assert.DoesNotContain(token, error.ToString() + error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_is_read_from_the_environment()
        => Assert.IsType<BearerCredential>(Read(("TWITTERDM_ACCESS_TOKEN", "t")));

    [Fact]
    public void The_four_OAuth_1_keys_are_read_from_the_environment()
        => Assert.IsType<OAuth1Credential>(Read(
            ("TWITTERDM_ACCESS_TOKEN", "t"), ("TWITTERDM_ACCESS_TOKEN_SECRET", "s"), ("TWITTERDM_CONSUMER_KEY", "k"), ("TWITTERDM_CONSUMER_SECRET", "c")));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Refreshable_credentials_are_read_from_the_environment(bool withAccessToken)
    {
        var credential = Assert.IsType<OAuth2Credential>(Read(
            ("TWITTERDM_ACCESS_TOKEN", withAccessToken ? "t" : " "), ("TWITTERDM_REFRESH_TOKEN", "r"), ("TWITTERDM_CLIENT_ID", "c")));

        Assert.Equal("r", credential.Tokens.RefreshToken);
    }

    [Fact]
    public void A_refresh_token_without_a_client_id_is_reported()
    {
        var error = Assert.Throws<DmException>(() => Read(("TWITTERDM_ACCESS_TOKEN", "t"), ("TWITTERDM_REFRESH_TOKEN", "canary")));

        Assert.Contains("TWITTERDM_CLIENT_ID", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_environment_variables_are_named()
    {
        var error = Assert.Throws<DmException>(() => Read(("TWITTERDM_ACCESS_TOKEN", "canary"), ("TWITTERDM_CONSUMER_KEY", "canary")));

        Assert.Contains("TWITTERDM_CONSUMER_SECRET, TWITTERDM_ACCESS_TOKEN_SECRET", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_credential_prints_its_secrets()
    {
        DmCredential[] credentials = [new BearerCredential("canary"), new OAuth1Credential("canary", "canary", "canary", "canary")];

        Assert.All(credentials, credential => Assert.DoesNotContain("canary", credential.ToString(), StringComparison.Ordinal));
        Assert.All(credentials, credential => Assert.DoesNotContain(
            credential.GetType().GetProperties(), property => Equals(property.GetValue(credential), "canary")));
    }

    private static DmCredential Read(params (string Name, string Value)[] variables)
        => EnvironmentSignIn.Read(Setting, name => Array.Find(variables, variable => variable.Name == name).Value);

    private static SignInSetting Setting { get; } = new()
    {
        ApiBaseUri = DmConnectionOptions.DefaultApiBaseUri,
        CreateHttpClient = () => SignInClient.Create(transport: null, TimeProvider.System),
    };
}
