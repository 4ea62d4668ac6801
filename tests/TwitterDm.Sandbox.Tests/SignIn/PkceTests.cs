using TwitterDm.Sandbox.SignIn.OAuth2;

namespace TwitterDm.Sandbox.Tests.SignIn;

/// <summary>The method S256 of RFC 7636.</summary>
public sealed class PkceTests
{
    [Fact]
    public void The_example_in_appendix_B() => Assert.Equal(SignInSteps.Challenge, Pkce.ChallengeOf(SignInSteps.Verifier));

    [Theory]
    [InlineData(42, false)]
    [InlineData(43, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void A_verifier_has_43_to_128_characters(int length, bool isGood) => Assert.Equal(isGood, Pkce.IsVerifier(new string('~', length)));

    [Theory]
    [InlineData('.', true)]
    [InlineData('-', true)]
    [InlineData('_', true)]
    [InlineData('+', false)]
    [InlineData('=', false)]
    [InlineData('é', false)]
    public void A_verifier_consists_of_unreserved_characters(char symbol, bool isGood) => Assert.Equal(isGood, Pkce.IsVerifier(new string(symbol, 43)));

    [Theory]
    [InlineData(SignInSteps.Challenge, true)]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c", false)]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM=", false)]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM", false)]
    public void A_challenge_has_43_base64url_characters(string text, bool isGood) => Assert.Equal(isGood, Pkce.IsChallenge(text));
}
