using Timeslice.Language.Syntax;

namespace Timeslice.Language.Expressions;

/// <summary>A node with its parameters in place, and how large that made it: a parameter's node is shared by all its uses.</summary>
readonly record struct Expanded(Node Node, int Size, int Depth);
