//@ compiles
struct Button<'a> {
    handlers: Vec<Box<dyn FnMut(u32) -> bool + 'a>>,
}

impl<'a> Button<'a> {
    fn on(&mut self, handler: impl FnMut(u32) -> bool + 'a) -> &mut Self {
        self.handlers.push(Box::new(handler));
        self
    }

    fn click(&mut self, times: u32) -> usize {
        let mut handled = 0;
        for handler in &mut self.handlers {
            if handler(times) {
                handled += 1;
            }
        }
        self.handlers.retain_mut(|handler| handler(0));
        handled
    }
}

fn main() {
    let mut log = Vec::new();
    let mut total = 0;
    let mut button = Button { handlers: Vec::new() };
    button.on(|n| {
        log.push(n);
        n > 1
    });
    button.on(|n| {
        total += n;
        true
    });
    println!("{}", button.click(2));
    drop(button);
    println!("{log:?} {total}");
}
