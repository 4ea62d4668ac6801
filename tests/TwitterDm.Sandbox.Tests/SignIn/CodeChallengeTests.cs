using TwitterDm.Sandbox.SignIn.OAuth2;

namespace TwitterDm.Sandbox.Tests.SignIn;

/// <summary>The methods of RFC 7636 that X documents.</summary>
public sealed class CodeChallengeTests
{
    [Fact]
    public void The_example_in_appendix_B()
    {
        Assert.True(Hashed(SignInSteps.Challenge)!.IsMetBy(SignInSteps.Verifier));
        Assert.False(Hashed(SignInSteps.Challenge)!.IsMetBy(SignInSteps.Verifier[1..]));
        Assert.False(Hashed(SignInSteps.Challenge)!.IsMetBy(SignInSteps.Challenge));
    }

    [Theory]
    [InlineData(42, false)]
    [InlineData(43, true)]
    [InlineData(128, true)]
    [InlineData(171, true)]
    public void A_verifier_has_at_least_43_characters(int length, bool isGood)
    {
        var verifier = new string('~', length);
        Assert.Equal(isGood, Hashed(ChallengeOf(verifier))!.IsMetBy(verifier));
    }

    [Theory]
    [InlineData('.', true)]
    [InlineData('-', true)]
    [InlineData('_', true)]
    [InlineData('+', false)]
    [InlineData('=', false)]
    public void A_verifier_consists_of_unreserved_characters(char symbol, bool isGood)
    {
        var verifier = new string(symbol, 43);
        Assert.Equal(isGood, Hashed(ChallengeOf(verifier))!.IsMetBy(verifier));
    }

    [Theory]
    [InlineData(SignInSteps.Challenge, true)]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c", false)]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM=", false)]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM", false)]
    public void A_hash_has_43_base64url_characters(string text, bool isGood) => Assert.Equal(isGood, Hashed(text) is not null);

    [Fact]
    public void A_plain_challenge_is_the_verifier_itself()
    {
        var challenge = CodeChallenge.Parse("plain", "challenge", out _)!;
        Assert.True(challenge.IsMetBy("challenge"));
        Assert.False(challenge.IsMetBy("Challenge"));
    }

    private static CodeChallenge? Hashed(string value) => CodeChallenge.Parse("S256", value, out _);

    private static string ChallengeOf(string verifier)
        => Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(verifier)))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
