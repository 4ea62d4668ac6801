using System.Net;
using System.Reflection;

namespace TwitterDm.Core.Tests.Model;

/// <summary>An error that is restated in another context keeps everything that is not replaced.</summary>
public sealed class DmExceptionTests
{
    private static readonly DmException Original = new(DmErrorKind.RateLimit, "original", new IOException("cause"))
    {
        Reason = DmErrorReason.WaitNotAllowed,
        RecommendedAction = "Wait.",
        StatusCode = HttpStatusCode.TooManyRequests,
        Request = "GET /2/dm_events",
        TransactionId = "1",
        Problem = new DmProblem { Title = "Too Many Requests" },
        ResetsAtUtc = DateTimeOffset.UnixEpoch,
        Target = "12",
        UncertainMessage = new DmMessage(),
        IsNotTried = true,
        MayHaveHadEffect = true,
        IsWriteFailure = true,
        AccountProblem = new DmException(DmErrorKind.Credit, "No credit."),
    };

    public static TheoryData<string> Properties => [.. Own().Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Properties))]
    public void A_copy_has_each_property_of_the_original(string name)
    {
        var property = Own().Single(own => own.Name == name);
        var value = property.GetValue(Original);

        Assert.NotEqual(property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null, value);
        Assert.Equal(value, property.GetValue(new DmException(Original)));
    }

    [Fact]
    public void A_copy_with_the_same_message_has_the_same_cause()
    {
        var copy = new DmException(Original) { Target = "other" };

        Assert.Equal(("original", "other"), (copy.Message, copy.Target));
        Assert.Same(Original.InnerException, copy.InnerException);
    }

    [Fact]
    public void A_copy_with_another_message_has_the_original_as_its_cause()
    {
        var copy = new DmException(Original, "restated", DmErrorKind.SendUncertain);

        Assert.Equal(("restated", DmErrorKind.SendUncertain), (copy.Message, copy.Kind));
        Assert.Same(Original, copy.InnerException);
    }

    private static PropertyInfo[] Own()
        => typeof(DmException).GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
}
