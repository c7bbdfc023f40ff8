//@ compiles
use std::future::Future;
use std::pin::Pin;

struct Tasks {
    waiting: Vec<Pin<Box<dyn Future<Output = u32>>>>,
    names: Vec<Box<dyn Fn() -> String>>,
}

impl Tasks {
    fn spawn(&mut self, task: impl Future<Output = u32> + 'static) {
        self.waiting.push(Box::pin(task));
    }

    fn name(&mut self, name: impl Fn() -> String + 'static) -> &mut Self {
        let boxed = Box::new(name);
        self.names.push(boxed);
        self
    }
}

async fn length(text: String) -> u32 {
    text.len() as u32
}

fn main() {
    let mut tasks = Tasks { waiting: Vec::new(), names: Vec::new() };
    tasks.spawn(length(String::from("a")));
    let text = String::from("b");
    tasks.spawn(async move {
        let part = length(text).await;
        part + 1
    });
    let label = String::from("l");
    tasks.name(move || label.clone()).name(String::new);
    println!("{} {}", tasks.waiting.len(), tasks.names[0]());
}
