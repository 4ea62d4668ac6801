using System.Globalization;
using System.Text.Json;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Activity;

/// <summary>Passes events on to the connected streams, and keeps the last ones for those that ask for the past. Thread-safe.</summary>
internal sealed class ActivityFeed(TimeProvider clock, int seed, ActivitySubscriptions subscriptions, StreamConnections connections)
{
    private const int UuidStream = -9;
    private const int KeptEvents = 10_000;

    private readonly object _gate = new();
    private readonly Queue<ActivityLine> _past = [];
    private long _published;

    public TimeProvider Clock => clock;

    /// <summary>Publishes an event to each subscription that it belongs to.</summary>
    /// <param name="account">The account that it is about.</param>
    /// <param name="eventType">The kind of event.</param>
    /// <param name="writePayload">Writes the value of <c>payload</c>.</param>
    public void Publish(Person account, string eventType, Action<Utf8JsonWriter> writePayload)
    {
        foreach (var subscription in subscriptions.To(eventType, account.IdText))
        {
            lock (_gate)
            {
                var uuid = (long)SplitMix64.Hash(seed, UuidStream, _published++);
                var line = new ActivityLine(clock.GetUtcNow(), Write(subscription, uuid, writePayload));
                if (_past.Count == KeptEvents)
                    _past.Dequeue();
                _past.Enqueue(line);
                connections.Publish(line);
            }
        }
    }

    /// <summary>
    /// Connects a stream, unless there are too many. It begins with the past that it asks for, and misses no event after that.
    /// </summary>
    /// <param name="from">The time from which past events are sent, or null for none.</param>
    /// <param name="until">The time after which none are sent, or null to send them as they come.</param>
    /// <param name="scheduled">The events that happen by the clock.</param>
    public StreamConnection? Connect(DateTimeOffset? from, DateTimeOffset? until, IScheduledEvents scheduled)
    {
        lock (_gate)
        {
            var past = from is { } start ? _past.Where(line => line.At >= start) : [];
            return connections.TryOpen(id => new StreamConnection(id, clock, scheduled, past, until));
        }
    }

    private static byte[] Write(ActivitySubscription subscription, long uuid, Action<Utf8JsonWriter> writePayload) =>
    [
        .. JsonBody.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("data");
            json.WriteString("event_uuid", uuid.ToString(CultureInfo.InvariantCulture));
            json.WriteString("event_type", subscription.EventType);
            if (subscription.Tag is { } tag)
                json.WriteText("tag", tag);
            ActivityWriter.WriteFilter(json, subscription.Filter);
            json.WritePropertyName("payload");
            writePayload(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }),
        .. "\r\n"u8,
    ];
}

/// <summary>A line of the stream.</summary>
/// <param name="At">When the event was published.</param>
/// <param name="Bytes">The line with its line break.</param>
internal sealed record ActivityLine(DateTimeOffset At, ReadOnlyMemory<byte> Bytes);
