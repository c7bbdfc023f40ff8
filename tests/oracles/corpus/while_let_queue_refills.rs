//@ compiles
use std::collections::VecDeque;

fn main() {
    let mut queue = VecDeque::new();
    queue.push_back(String::from("a"));
    while let Some(job) = queue.pop_front() {
        if job == "stop" {
            break;
        }
        if job.len() < 3 {
            queue.push_back(job + "!");
            continue;
        }
        println!("{job}");
    }
}
