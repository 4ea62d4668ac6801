using TwitterDm.Profiles;

namespace TwitterDm.Core.Tests.Profiles;

public sealed class ProfileNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Work")]
    [InlineData("my 2nd account")]
    [InlineData("a.b_c-d")]
    [InlineData("Jürgen")]
    [InlineData("console")]
    [InlineData("COM10")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    public void A_valid_name_is_accepted(string name) => Assert.Equal(name, ProfileName.Check(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("..")]
    [InlineData("-a")]
    [InlineData("../a")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("C:a")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a*")]
    [InlineData("a\u202Eb")]
    [InlineData("Ju\u0308rgen")]
    [InlineData("CON")]
    [InlineData("nul")]
    [InlineData("Aux.json")]
    [InlineData("prn .x")]
    [InlineData("com1")]
    [InlineData("LPT9.a.b")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void An_invalid_name_is_rejected_and_repeated_in_the_error(string? name)
    {
        var error = Assert.Throws<DmException>(() => ProfileName.Check(name));

        Assert.Equal((DmErrorKind.InvalidRequest, name), (error.Kind, error.Target));
        Assert.StartsWith("'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }
}
