namespace TwitterDm.Core.Tests.Model;

public sealed class IdsTests
{
    [Theory]
    [InlineData("9", "10", -1)]
    [InlineData("10", "9", 1)]
    [InlineData("007", "7", 0)]
    [InlineData("9223372036854775807", "9223372036854775806", 1)]
    public void Ids_are_ordered_as_numbers(string left, string right, int order) => Assert.Equal(order, Math.Sign(Ids.Compare(left, right)));

    [Theory]
    [InlineData("12-2244994945", DmConversationType.OneToOne)]
    [InlineData("1590000000000000001", DmConversationType.Group)]
    [InlineData(null, null)]
    public void The_id_of_a_conversation_determines_its_type(string? id, DmConversationType? type) => Assert.Equal(type, Ids.ConversationTypeOf(id));

    [Theory]
    [InlineData("12-2244994945")]
    [InlineData("158000000000001")]
    public void Valid_conversation_ids_are_accepted(string id) => Assert.Equal(id, Ids.CheckConversationId(id));

    [Theory]
    [InlineData("")]
    [InlineData("12-")]
    [InlineData("12-34-56")]
    [InlineData("12345678901234")]
    [InlineData("12-abc")]
    [InlineData("../users/me")]
    [InlineData("１２-３４")]
    public void Invalid_conversation_ids_are_rejected(string id)
        => Assert.Equal(DmErrorKind.InvalidRequest, Assert.Throws<DmException>(() => Ids.CheckConversationId(id)).Kind);

    [Fact]
    public void An_id_contains_its_time()
    {
        // A post of @Wikipedia, the example in its article on snowflake ids.
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_656_432_460_105), Ids.TimeOf("1541815603606036480"));
        Assert.Equal(DateTimeOffset.UnixEpoch, Ids.TimeOf("12"));
    }

    [Theory]
    [InlineData("2244994945", "2244994945", null)]
    [InlineData(" @XDevelopers ", null, "XDevelopers")]
    [InlineData("@123", null, "123")]
    [InlineData("alice", null, "alice")]
    [InlineData("12a", null, "12a")]
    [InlineData("g123456789", null, "g123456789")]
    [InlineData("@g1234567890", null, "g1234567890")]
    [InlineData("https://x.com/XDevelopers", null, "XDevelopers")]
    [InlineData("https://www.x.com/XDevelopers/", null, "XDevelopers")]
    [InlineData("https://mobile.twitter.com/XDevelopers?lang=en", null, "XDevelopers")]
    [InlineData("HTTP://Twitter.com/XDevelopers#top", null, "XDevelopers")]
    public void Users_are_given_by_id_name_or_address(string given, string? id, string? username)
    {
        var reference = new DmUserReference(given).Checked();

        Assert.Equal((id, username), (reference.Id, reference.Username));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12-34")]
    [InlineData("g1234567890")]
    [InlineData("two words")]
    [InlineData("sixteen_letters_")]
    [InlineData("https://x.com/XDevelopers/status/1541815603606036480")]
    [InlineData("https://x.com/home")]
    [InlineData("https://x.com/")]
    [InlineData("https://x.com.example.com/XDevelopers")]
    [InlineData("https://example.com/XDevelopers")]
    [InlineData("https://x.com:8443/XDevelopers")]
    [InlineData("https://x.com@example.com/XDevelopers")]
    [InlineData("ftp://x.com/XDevelopers")]
    [InlineData("https://xn--ab\u00E9c/XDevelopers")]
    [InlineData("https://a\u2028b/XDevelopers")]
    [InlineData("https://\u00AD/XDevelopers")]
    [InlineData("@two words")]
    [InlineData("@")]
    [InlineData("@sixteen_letters_")]
    [InlineData("12345678901234567890")]
    [InlineData("@\u001b[31m")]
    public void Invalid_users_are_rejected_and_named(string given)
    {
        var error = Assert.Throws<DmException>(() => new DmUserReference(given).Checked());

        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
        Assert.Contains(TwitterDm.Text.VisibleText.Of(given), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }
}
