using TwitterDm.Auth.SignIn;

namespace TwitterDm.Core.Tests.Auth.SignIn;

public sealed class PkceCodesTests
{
    // RFC 7636, appendix B.
    [Fact]
    public void The_challenge_is_that_of_the_rfc()
        => Assert.Equal("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", PkceCodes.ChallengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));

    [Fact]
    public void A_verifier_is_long_enough_has_only_allowed_characters_and_is_unique()
    {
        var verifiers = Enumerable.Range(0, 100).Select(_ => PkceCodes.Create().Verifier).ToArray();

        Assert.All(verifiers, verifier => Assert.Matches("^[A-Za-z0-9_-]{43}$", verifier));
        Assert.Equal(verifiers.Length, verifiers.Distinct().Count());
    }
}
