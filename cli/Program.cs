Console.WriteLine("timeslice");
