namespace TwitterDm.Sandbox.Model;

[Flags]
internal enum EventKinds
{
    None = 0,
    MessageCreate = 1,
    ParticipantsJoin = 2,
    ParticipantsLeave = 4,
    All = MessageCreate | ParticipantsJoin | ParticipantsLeave,
}
