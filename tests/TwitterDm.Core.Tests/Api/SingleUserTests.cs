using System.Text;
using System.Text.Json;
using TwitterDm.Api;
using TwitterDm.Json;

namespace TwitterDm.Core.Tests.Api;

/// <summary>
/// A response with one user is read by hand where it is as X describes it, and always with the same outcome as by the serializer.
/// </summary>
public sealed class SingleUserTests
{
    [Theory]
    [InlineData("""{"data":{"id":"12","username":"a","name":"\u00c4","created_at":"2020-01-01T00:00:00.000Z","verified":true,"verified_type":"blue","connection_status":["following"],"x":1}}""")]
    [InlineData("""{"data":null}""")]
    [InlineData("{}")]
    public void A_response_as_X_describes_it_is_read_by_hand(string body)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(body));
        reader.Read();
        var user = new IncludesReader(new TextPool()).ReadUser(ref reader)!;

        Assert.Equal(
            JsonSerializer.Serialize(JsonSerializer.Deserialize(body, ApiJson.Default.SingleUser)!, ApiJson.Default.SingleUser),
            JsonSerializer.Serialize(user, ApiJson.Default.SingleUser));
    }

    [Theory]
    [InlineData("""{"data":{"id":12,"verified":"yes","created_at":"soon"}}""")]
    [InlineData("""{"data":{"id":"12"},"errors":[{"title":"Odd"}]}""")]
    [InlineData("""{"title":"Unauthorized","status":401}""")]
    [InlineData("""{"data":[{"id":"12"}]}""")]
    public void An_odd_response_is_read_by_the_serializer(string body)
    {
        var (expected, expectedMalformed) = LenientJson.Read(Encoding.UTF8.GetBytes(body), ApiJson.Default.SingleUser);
        var (actual, malformed) = LenientJson.Read(Encoding.UTF8.GetBytes(body), ApiJson.OddSingleUser, new IncludesReader(new TextPool()).ReadUser);

        Assert.Equal(JsonSerializer.Serialize(expected, ApiJson.Default.SingleUser), JsonSerializer.Serialize(actual, ApiJson.Default.SingleUser));
        Assert.Equal(expectedMalformed, malformed);
    }
}
